package ariadne.chaos.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows that the lab bites: every mutant must be found invalid. */
@Command(name = "mutants", description = "Nodes with a planted bug: does the lab catch each?")
final class MutantsCommand implements Callable<Integer> {
    @Option(names = "--list", description = "Print their names, one a line, and nothing else.")
    private boolean list;

    @Option(names = "--tries", paramLabel = "N", defaultValue = "2",
            description = "Tests until a mutant counts as missed (default: ${DEFAULT-VALUE}).")
    private int tries;

    @Option(names = "--time-limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "Of each test (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--store", paramLabel = "DIR", defaultValue = "store",
            description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path store;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these (default: all).")
    private List<String> names = List.of();

    @Override
    public Integer call() throws Exception {
        Map<String, String> all = Nodes.mutants();
        if (list) {
            all.keySet().forEach(System.out::println);
            return 0;
        }
        for (String name : names) {
            Nodes.demandMutant(name);
        }
        boolean missed = false;
        System.out.printf("%-22s %-8s %9s  %s%n", "mutant", "caught", "seconds", "its bug");
        for (Map.Entry<String, String> mutant : all.entrySet()) {
            if (names.isEmpty() || names.contains(mutant.getKey())) {
                missed |= !hunt(mutant.getKey(), mutant.getValue());
            }
        }
        return missed ? 1 : 0;
    }

    private boolean hunt(String mutant, String bug) throws Exception {
        long start = System.nanoTime();
        boolean caught = false;
        for (int i = 1; i <= tries && !caught; i++) {
            caught = test(mutant, i) == 1;
        }
        System.out.printf("%-22s %-8s %9d  %s%n", mutant, caught ? "yes" : "MISSED",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), bug);
        return caught;
    }

    /** A test in a process of its own, since the lab may have to go inside namespaces. */
    private int test(String mutant, int seed) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
                "-Dariadne.home=" + System.getProperty("ariadne.home", "."),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "test",
                "--mutant", mutant, "--time-limit", Integer.toString(seconds),
                "--seed", Integer.toString(seed), "--store", store.toString()));
        return new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
