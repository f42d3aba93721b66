package ariadne.chaos.runner;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * A test's place in the store: {@code store/<test>/<time>/}, with {@code latest} links as
 * Jepsen's.
 */
record StoreDirectory(Path path) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");

    /**
     * Makes the directory of a test that starts now.
     *
     * @throws IOException when the store can't be written
     */
    static StoreDirectory create(Path store, String test, LocalDateTime now) throws IOException {
        Path dir = store.resolve(test).resolve(TIME.format(now));
        try {
            Files.createDirectories(store);
            Files.createDirectories(dir);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " is a file, not a directory", e);
        } catch (AccessDeniedException e) {
            throw new IOException("no right to write " + e.getFile(), e);
        }
        link(store.resolve("latest"), Path.of(test, dir.getFileName().toString()));
        link(store.resolve(test).resolve("latest"), dir.getFileName());
        return new StoreDirectory(dir);
    }

    private static void link(Path link, Path target) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new IOException("something else is in the place of the link " + link);
        }
        // Renamed into place, so that of two tests that start together neither finds it missing.
        Path fresh = link.resolveSibling(target.getFileName() + ".link");
        try {
            Files.createSymbolicLink(fresh, target);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(fresh);
            throw new IOException("can't make the link " + link, e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }
}
