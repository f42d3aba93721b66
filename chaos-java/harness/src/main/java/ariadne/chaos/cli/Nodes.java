package ariadne.chaos.cli;

import ariadne.chaos.lab.NodeCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How nodes and mutants are launched from the source tree that the launcher names. */
final class Nodes {
    private static final List<String> OPTIONS = List.of("-Xmx192m", "-Xss512k",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private Nodes() {}

    /** The true node, or a mutant of it by name. */
    static NodeCommand command(String mutant) {
        return mutant.isEmpty()
                ? new NodeCommand(java("node-java/node"), "ariadne.cli.Main", List.of())
                : new NodeCommand(java("chaos-java/mutants"), "ariadne.mutants.Main",
                        List.of("--mutant", mutant));
    }

    private static List<String> java(String module) {
        List<String> words = new java.util.ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.addAll(List.of("-cp", classPath(module)));
        return words;
    }

    private static String classPath(String module) {
        Path target = Path.of(System.getProperty("ariadne.home", ".")).toAbsolutePath()
                .resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "ariadne-*.jar")) {
            for (Path jar : jars) {
                return jar + File.pathSeparator + target.resolve("lib") + File.separator + "*";
            }
        } catch (IOException e) {
            throw new BadArguments("nothing is built in " + target
                    + "; run ./ariadne, or mvn package");
        }
        throw new BadArguments("no jar in " + target + "; run ./ariadne, or mvn package");
    }

    /**
     * What is known of a mutant.
     *
     * @param lab whether the lab catches it: "yes", "by chance", or "no: " and why
     * @param bug in words
     */
    record Known(String lab, String bug) {
        boolean surely() {
            return lab.equals("yes");
        }

        boolean perhaps() {
            return surely() || lab.equals("by chance");
        }
    }

    /** Hunts mutants with the simulator, all of them when none is named; its exit code. */
    static int simulate(List<String> names) throws IOException, InterruptedException {
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1500m",
                "-XX:+UseSerialGC", "-cp", classPath("chaos-java/mutants"),
                "ariadne.mutants.Main", "simulate", "--jobs",
                Integer.toString(Runtime.getRuntime().availableProcessors())));
        words.addAll(names);
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    /** Every mutant by name. */
    static Map<String, Known> mutants() throws IOException, InterruptedException {
        List<String> words = new java.util.ArrayList<>(command("any").javaAndClasspath());
        words.add("ariadne.mutants.Main");
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the mutants can't be listed");
        }
        Map<String, Known> mutants = new LinkedHashMap<>();
        text.lines().map(line -> line.split("\t", 3))
                .forEach(w -> mutants.put(w[0], new Known(w[1], w[2])));
        return mutants;
    }

    /** Refuses a name that is no mutant's. */
    static void demandMutant(String name) throws IOException, InterruptedException {
        if (!name.isEmpty() && !mutants().containsKey(name)) {
            throw new BadArguments("unknown mutant " + name + "; there are: "
                    + String.join(", ", mutants().keySet()));
        }
    }
}
