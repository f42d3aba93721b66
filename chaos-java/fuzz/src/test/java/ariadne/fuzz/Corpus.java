package ariadne.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The committed inputs of one target: one file each, in the layout that Jazzer reads too. */
public final class Corpus {
    private final Path folder;

    public Corpus(String target) {
        folder = Path.of("src/test/resources/ariadne/fuzz/GuidedTestInputs").resolve(target);
    }

    /** All inputs by the names of their files. */
    public SortedMap<String, byte[]> inputs() throws IOException {
        SortedMap<String, byte[]> inputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    /** Keeps a finding, so that every run from now on begins with it. */
    Path keep(byte[] input) throws IOException {
        int hash = new String(input, StandardCharsets.ISO_8859_1).hashCode();
        Path file = folder.resolve("found-" + HexFormat.of().toHexDigits(hash) + ".bin");
        Files.write(file, input);
        return file;
    }
}
