package ariadne.mutants;

import ariadne.server.ConfigException;
import ariadne.server.NodeClock;
import ariadne.server.NodeConfig;
import ariadne.server.Server;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a mutant as the node's own main class runs a node. */
@Command(name = "mutant", description = "Nodes with one planted bug each.")
public final class Main implements Callable<Integer> {
    private static final int BAD_ARGUMENTS = 254;

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() {
        for (Mutant mutant : Mutant.values()) {
            System.out.printf("%s\t%s\t%s%n", mutant.label, mutant.lab.words, mutant.bug);
        }
        return 0;
    }

    @Command(name = "simulate", description = "Hunt mutants with the simulator.")
    int simulate(@Option(names = "--seeds", defaultValue = "" + Gallery.MOST_SEEDS) int seeds,
            @Option(names = "--jobs", required = true) int jobs,
            @Parameters(arity = "0..*") List<String> names) throws Exception {
        List<Mutant> mutants = Arrays.stream(Mutant.values())
                .filter(m -> names == null || names.contains(m.label)).toList();
        return new Gallery(jobs, seeds).run(mutants, names == null, System.out) ? 0 : 1;
    }

    @Command(name = "format", description = "Make a data directory.")
    int format(@Option(names = "--config", required = true) Path config) {
        try {
            Server.format(NodeConfig.load(config));
            return 0;
        } catch (ConfigException e) {
            System.err.println("mutant: " + e.getMessage());
            return BAD_ARGUMENTS;
        }
    }

    @Command(name = "server", description = "Run one mutant node.")
    int server(@Option(names = "--config", required = true) Path config,
            @Option(names = "--lab-clock") Path labClock,
            @Option(names = "--mutant", required = true) String name) {
        try {
            Mutant mutant = Mutant.named(name)
                    .orElseThrow(() -> new ConfigException("no mutant is called " + name));
            return Server.run(NodeConfig.load(config), new NodeClock(labClock), mutant.parts);
        } catch (ConfigException e) {
            System.err.println("mutant: " + e.getMessage());
            return BAD_ARGUMENTS;
        }
    }
}
