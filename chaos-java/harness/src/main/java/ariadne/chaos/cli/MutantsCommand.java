package ariadne.chaos.cli;

import ariadne.chaos.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows that simulator and lab bite: every mutant must be found out. */
@Command(name = "mutants",
        description = "Nodes with a planted bug: do the simulator and the lab catch each?")
final class MutantsCommand implements Callable<Integer> {
    @Option(names = "--list", description = "Print their names, one a line, and nothing else.")
    private boolean list;

    @Option(names = "--simulator", description = "The simulator's half only: about a minute.")
    private boolean simulator;

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
        if (list) {
            Nodes.mutants().keySet().forEach(System.out::println);
            return 0;
        }
        if (tries < 1) {
            throw new BadArguments("--tries " + tries + ": at least 1");
        }
        TestCommand.demandTimeLimit(seconds);
        for (String name : names) {
            Nodes.demandMutant(name);
        }
        int simulated = Nodes.simulate(names);
        if (simulator || simulated > 1) {
            return simulated;
        }
        boolean missed = false;
        System.out.printf("%n%-22s %-12s %9s  %s%n", "mutant", "lab", "seconds", "its bug");
        for (Map.Entry<String, Nodes.Known> mutant : Nodes.mutants().entrySet()) {
            if (names.isEmpty() || names.contains(mutant.getKey())) {
                missed |= !hunt(mutant.getKey(), mutant.getValue());
            }
        }
        return simulated == 1 | missed | (names.isEmpty() && falseAlarm()) ? 1 : 0;
    }

    /** The true node under the same faults: whatever is found in it is no mutant's. */
    private boolean falseAlarm() throws Exception {
        long start = System.nanoTime();
        int exitCode = test("", 1);
        if (exitCode > 2) {
            throw new LabException("the lab failed with exit code " + exitCode
                    + " when it tried the true node; see ./ariadne test --seed 1");
        }
        System.out.printf("%-22s %-12s %9d  %s%n", "(the true node)",
                exitCode == 0 ? "valid" : exitCode == 1 ? "ALARM" : "unknown",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), "none");
        return exitCode == 1;
    }

    /** False when one was missed that is caught by more than chance. */
    private boolean hunt(String mutant, Nodes.Known known) throws Exception {
        if (!known.perhaps()) {
            System.out.printf("%-22s %-12s %9s  %s; %s%n", mutant, "not tried", "", known.bug(),
                    known.lab().replaceFirst("no: ", ""));
            return true;
        }
        long start = System.nanoTime();
        boolean caught = false;
        for (int i = 1; i <= tries && !caught; i++) {
            Path before = latest(mutant);
            int exitCode = test(mutant, i);
            caught = exitCode == 1;
            // A JVM that can't start ends with 1 as well, and catches nothing.
            if (exitCode > 2 || caught && latest(mutant).equals(before)) {
                throw new LabException("the lab failed with exit code " + exitCode
                        + " when it tried " + mutant + "; see ./ariadne test --mutant " + mutant
                        + " --seed " + i);
            }
        }
        System.out.printf("%-22s %-12s %9d  %s%n", mutant,
                caught ? "yes" : known.surely() ? "MISSED" : "not this time",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), known.bug());
        return caught || !known.surely();
    }

    /** Where the last test of a mutant went; the link itself when there was none. */
    private Path latest(String mutant) throws IOException {
        Path link = store.resolve("register-" + mutant).resolve("latest");
        return Files.exists(link) ? link.toRealPath() : link;
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
