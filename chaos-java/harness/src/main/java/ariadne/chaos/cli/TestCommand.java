package ariadne.chaos.cli;

import ariadne.chaos.lab.ChosenLab;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Labs;
import ariadne.chaos.lab.Namespaces;
import ariadne.chaos.nemesis.NemesisChoice;
import ariadne.chaos.runner.Plan;
import ariadne.chaos.runner.TestRun;
import ariadne.chaos.ssh.Inventory;
import ariadne.chaos.ssh.SshLab;
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
            description = "How many nodes, 3 to 9 (default: ${DEFAULT-VALUE}, or as many as the"
            + " inventory names).")
    private int nodes;

    @Option(names = "--time-limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long clients work (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--nemesis", paramLabel = "KINDS", split = ",",
            defaultValue = "partition,kill,pause,clock", description = "Any of partition, kill,"
            + " pause, clock, delay, loss, membership, or none; KIND:SHAPE+SHAPE narrows"
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
            description = "namespaces, proxy, auto, or ssh with --inventory"
            + " (default: ${DEFAULT-VALUE}).")
    private String lab;

    @Option(names = "--inventory", paramLabel = "FILE", description = "The machines of --lab ssh:"
            + " an Ansible inventory (INI) with a group [nodes]. Their nodes are wiped.")
    private Path inventory;

    @Option(names = "--expect-restarts", description = "With --lab ssh: somebody else may restart"
            + " nodes in order, as ansible-playbook upgrade.yml does; they are counted.")
    private boolean expectRestarts;

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
        if (lab.equals("ssh")) {
            return run(SshLab.chosen(machines(), expectRestarts));
        }
        Nodes.demandMutant(mutant);
        Labs.Choice choice = Labs.choose(lab.equals("auto") && delays() ? "proxy" : lab);
        if (choice.needsReexec()) {
            return Namespaces.reexec(Main.class.getName(), arguments());
        }
        if (Namespaces.inside()) {
            Namespaces.endWithParent();
        }
        return run(choice.running(Nodes.command(mutant)));
    }

    private int run(ChosenLab chosen) throws Exception {
        return CheckCommand.exitCode(new TestRun(plan(), System.out,
                Boolean.getBoolean("ariadne.terminal")).run(chosen));
    }

    /** The inventory, which also says how many nodes there are. */
    private Inventory machines() {
        demand(inventory != null, "--lab ssh needs --inventory FILE, which names the machines");
        demand(mutant.isEmpty(), "--mutant " + mutant + ": the lab ssh tests what is deployed;"
                + " deploy it by ansible-playbook site.yml -e ariadne_mutant=" + mutant);
        Inventory machines = Inventory.read(inventory);
        int count = machines.nodes().size();
        demand(count == nodes || !given("--nodes"), "--nodes " + nodes + ": the inventory "
                + inventory + " names " + count);
        nodes = count;
        return machines;
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** What the options say; the seed is drawn by then. */
    Plan plan() {
        boolean none = NemesisChoice.parse(String.join(",", nemeses)).isEmpty();
        return new Plan(workload, nodes, seconds, rate, concurrency,
                none ? List.of() : nemeses, seed, lab,
                inventory == null ? "" : inventory.toString(), expectRestarts, mutant, store);
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
        demand(lab.equals("ssh") || inventory == null,
                "--inventory " + inventory + " belongs to --lab ssh");
        demand(lab.equals("ssh") || !expectRestarts, "--expect-restarts belongs to --lab ssh");
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
        if (!given("--seed")) {
            arguments.addAll(List.of("--seed", seed.toString()));
        }
        return arguments;
    }
}
