package ariadne.chaos.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * libfaketime, where installed: moves the wall clock of a whole process. The monotonic clock is
 * left alone, since a JVM whose monotonic clock is faked and changed live hangs.
 *
 * @param library preloaded; the variant for threads
 */
public record Faketime(Path library) {

    /** Looks where distributions put it. */
    static Optional<Faketime> find() {
        for (String parent : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib")) {
            Optional<Path> found = in(Path.of(parent));
            if (found.isPresent()) {
                return found.map(Faketime::new);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> in(Path parent) {
        Path here = parent.resolve("faketime/libfaketimeMT.so.1");
        if (Files.isRegularFile(here)) {
            return Optional.of(here);
        }
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> platforms = Files.newDirectoryStream(parent, "*-linux-gnu*")) {
            for (Path platform : platforms) {
                Path library = platform.resolve("faketime/libfaketimeMT.so.1");
                if (Files.isRegularFile(library)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The one setting found under which a JVM's waits stay right. */
    public Map<String, String> environment(Path file) {
        return Map.of("LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "FAKETIME_NO_CACHE", "1");
    }

    /** The one line of its file, in seconds. */
    public static String line(long offsetMillis) {
        return String.format(Locale.ROOT, "%+.3f%n", offsetMillis / 1000.0);
    }
}
