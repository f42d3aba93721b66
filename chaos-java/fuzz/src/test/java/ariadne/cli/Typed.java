package ariadne.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What people type and what the command line reads from files. */
public final class Typed {
    private Typed() {}

    /** A line of the shell: refused in one line, or literals that stay as they are. */
    public static void line(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        try {
            List<String> literals = Literal.split(line);
            demand(Literal.split(String.join(" ", literals)).equals(literals), "not stable");
            for (String literal : literals) {
                demand(Literal.text(Literal.bytes(literal)).equals(literal), "not UTF-8");
            }
        } catch (Usage e) {
            demand(!e.getMessage().contains("\n"), "two lines");
        }
    }

    /** A cluster file: refused in one line, or addresses that can be dialed. */
    public static void clusterFile(Path file) {
        try {
            demand(!ClusterFile.load(file).members().isEmpty(), "no members");
        } catch (Usage e) {
            demand(!e.getMessage().contains("\n"), "two lines: " + e.getMessage());
        }
    }

    private static void demand(boolean condition, String words) {
        if (!condition) {
            throw new AssertionError(words);
        }
    }
}
