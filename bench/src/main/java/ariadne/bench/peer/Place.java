package ariadne.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how the nodes of one cluster run.
 *
 * @param dir for data and logs, on the disk that is measured
 * @param nodes how many
 * @param heap of each node's JVM, as {@code -Xmx} takes it
 * @param recorded whether each node's JVM writes a flight recording beside its log
 */
public record Place(Path dir, int nodes, String heap, boolean recorded) {
    /** Packages that libraries of older make reach into. */
    private static final List<String> OPENED = List.of(
            "java.base/jdk.internal.misc", "java.base/sun.nio.ch", "java.base/java.nio",
            "java.base/java.util", "java.base/java.lang");

    /** The command of a JVM with the class path of the bench; the same options for every peer. */
    public List<String> java(Class<?> main, Object... arguments) {
        List<String> words = options();
        for (String opened : OPENED) {
            words.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        words.add("-Dlog4j2.middleware.log.disable=true"); // Else SOFA looks for a binding to it.
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return words;
    }

    /** The command of a JVM with the class path of a node of ours and nothing else. */
    public List<String> ariadne(String... arguments) throws IOException {
        List<String> words = options();
        words.addAll(List.of("-cp", nodeClassPath(), "ariadne.cli.Main"));
        words.addAll(List.of(arguments));
        return words;
    }

    private List<String> options() {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        if (recorded) {
            words.add("-XX:StartFlightRecording=settings=profile,filename="
                    + dir.resolve("%p.jfr"));
        }
        return words;
    }

    private static String nodeClassPath() throws IOException {
        Path target = Path.of(System.getProperty("ariadne.home", ".")).toAbsolutePath()
                .resolve("node-java/node/target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "ariadne-*.jar")) {
            for (Path jar : jars) {
                return jar + File.pathSeparator + target.resolve("lib") + File.separator + "*";
            }
        }
        throw new IOException("no jar in " + target + "; run ./ariadne, or mvn package");
    }

    /** The directory of one node, made if need be. */
    public Path directory(int node) throws IOException {
        return Files.createDirectories(dir.resolve("n" + (node + 1)));
    }

    /** Processes of this cluster, logging beside the data. */
    public Processes processes() {
        return new Processes(dir);
    }
}
