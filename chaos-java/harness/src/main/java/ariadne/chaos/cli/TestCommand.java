package ariadne.chaos.cli;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Labs;
import ariadne.chaos.lab.Namespaces;
import ariadne.chaos.nemesis.NemesisChoice;
import ariadne.chaos.runner.Plan;
import ariadne.chaos.runner.TestRun;
import ariadne.chaos.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a cluster, breaks it on purpose, prints the verdict. */
@Command(name = "test", description = "Start nodes, break them on purpose, print the verdict.")
final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--workload", paramLabel = "NAME", defaultValue = "register",
            description = "register or set (default: ${DEFAULT-VALUE}).")
    private String workload;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "5",
            description = "How many nodes, 3 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--time-limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long clients work (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--nemesis", paramLabel = "KINDS", split = ",",
            defaultValue = "partition,kill,pause,clock", description = "Any of partition, kill,"
            + " pause, clock, delay, or none; KIND:SHAPE+SHAPE narrows"
            + " (default: ${DEFAULT-VALUE}).")
    private List<String> nemeses;

    @Option(names = "--rate", paramLabel = "PER_SECOND", defaultValue = "300",
            description = "Operations a second, all clients together (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--concurrency", paramLabel = "N", defaultValue = "20",
            description = "Clients at a time (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(names = "--seed", paramLabel = "S",
            description = "Of every choice (default: drawn, and printed).")
    private Long seed;

    @Option(names = "--lab", paramLabel = "KIND", defaultValue = "auto",
            description = "namespaces, proxy or auto (default: ${DEFAULT-VALUE}).")
    private String lab;

    @Option(names = "--mutant", paramLabel = "NAME", defaultValue = "",
            description = "Test a node with a planted bug; ./ariadne mutants --list names them.")
    private String mutant;

    @Option(names = "--store", paramLabel = "DIR", defaultValue = "store",
            description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path store;

    @Override
    public Integer call() throws Exception {
        draw(() -> ThreadLocalRandom.current().nextLong(1, 1_000_000_000));
        check();
        Nodes.demandMutant(mutant);
        Labs.Choice choice = Labs.choose(lab.equals("auto") && delays() ? "proxy" : lab);
        if (choice.needsReexec()) {
            return Namespaces.reexec(Main.class.getName(), arguments());
        }
        if (Namespaces.inside()) {
            Namespaces.endWithParent();
        }
        return CheckCommand.exitCode(new TestRun(plan(), Nodes.command(mutant), System.out,
                Boolean.getBoolean("ariadne.terminal")).run(choice));
    }

    /** What the options say; the seed is drawn by then. */
    Plan plan() {
        boolean none = NemesisChoice.parse(String.join(",", nemeses)).isEmpty();
        return new Plan(workload, nodes, seconds, rate, concurrency,
                none ? List.of() : nemeses, seed, lab, mutant, store);
    }

    /** Draws what was left open. */
    void draw(LongSupplier seeds) {
        if (seed == null) {
            seed = seeds.getAsLong();
        }
    }

    /** Only the proxies delay; the kernel's own way is not to be had in a namespace. */
    private boolean delays() {
        return NemesisChoice.parse(String.join(",", nemeses)).stream()
                .anyMatch(choice -> choice.kind() == FaultKind.DELAY);
    }

    private void check() {
        if (!Workload.NAMES.contains(workload)) {
            throw new BadArguments("unknown workload " + workload + "; there are: "
                    + String.join(", ", Workload.NAMES));
        }
        NemesisChoice.parse(String.join(",", nemeses));
        demand(nodes >= 3 && nodes <= 9, "--nodes " + nodes
                + ": 3 to 9; fewer than 3 survive no fault");
        demandTimeLimit(seconds);
        demand(rate > 0 && rate <= 100_000, "--rate " + rate + ": above 0, at most 100000");
        demand(concurrency >= 1 && concurrency <= 1000,
                "--concurrency " + concurrency + ": 1 to 1000");
    }

    static void demandTimeLimit(int seconds) {
        demand(seconds >= 1 && seconds <= 86_400, "--time-limit " + seconds + ": 1 to 86400");
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new BadArguments(otherwise);
        }
    }

    /** The same command with its seed drawn, for the process inside the namespaces. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(spec.commandLine().getParseResult()
                .originalArgs());
        if (!spec.commandLine().getParseResult().hasMatchedOption("--seed")) {
            arguments.addAll(List.of("--seed", seed.toString()));
        }
        return arguments;
    }
}
