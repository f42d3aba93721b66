package ariadne.bench;

import ariadne.bench.peer.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options to a plan. */
@Command(name = "bench",
        description = "Ariadne and its peers side by side, five nodes each on this machine, under"
                + " the same load, forced to disk.")
final class BenchCommand implements Callable<Integer> {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--peers", split = ",", paramLabel = "PEER",
            description = "Whom to compare with (default: all that are installed).")
    private List<String> peers = List.of();

    @Option(names = "--op", split = ",", paramLabel = "OP", defaultValue = "put,get",
            description = "put, get, failover (SIGKILL of the leader to the next acknowledged"
                    + " write), start (until the first), idle (default: ${DEFAULT-VALUE}).")
    private List<String> ops;

    @Option(names = "--outstanding", split = ",", paramLabel = "N", defaultValue = "1,64,512,4096",
            description = "Operations at a time, closed loop (default: ${DEFAULT-VALUE}).")
    private List<Integer> outstanding;

    @Option(names = "--rate", split = ",", paramLabel = "N",
            description = "Operations a second, open loop, in addition (default: none).")
    private List<Integer> rates = List.of();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
            description = "Rounds; each runs every peer once (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "5",
            description = "Length of each trial (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "3",
            description = "Seconds before each trial that do not count"
                    + " (default: ${DEFAULT-VALUE}).")
    private double warmSeconds;

    @Option(names = "--value-bytes", paramLabel = "N", defaultValue = "256",
            description = "Size of each value (default: ${DEFAULT-VALUE}).")
    private int valueBytes;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "10000",
            description = "How many different keys (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "5",
            description = "Nodes of each peer, 3 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--node-heap", paramLabel = "SIZE", defaultValue = "512m",
            description = "-Xmx of each node that is a JVM (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Of keys and values (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--jfr",
            description = "Each node that is a JVM writes a flight recording beside its log.")
    private boolean recorded;

    @Option(names = "--store", paramLabel = "DIR", defaultValue = "store",
            description = "Where data and results go (default: ${DEFAULT-VALUE}).")
    private Path store;

    @Override
    public Integer call() throws Exception {
        demand("--rounds", rounds, 1, 1000);
        demand("--seconds", seconds, 0.1, 3600);
        demand("--warm-up", warmSeconds, 0, 3600);
        demand("--value-bytes", valueBytes, 1, 1 << 20);
        demand("--keys", keys, 1, 10_000_000);
        demand("--nodes", nodes, 3, 9);
        outstanding.forEach(each -> demand("--outstanding", each, 1, 16_384));
        rates.forEach(each -> demand("--rate", each, 1, 10_000_000));
        if (!heap.matches("[1-9]\\d{0,5}[mg]")) {
            throw new BadArguments("--node-heap " + heap + ": such as 512m or 2g");
        }
        for (String op : ops) {
            if (!Plan.OPS.contains(op)) {
                throw new BadArguments("unknown op " + op + "; there are: "
                        + String.join(", ", Plan.OPS));
            }
        }
        Plan plan = new Plan(ops, outstanding, rates, rounds, warmSeconds, seconds, keys,
                valueBytes, nodes, heap, seed, recorded);
        return new Bench(plan, chosen(), store).run() ? 0 : Main.FAILED;
    }

    private List<Peer> chosen() {
        if (!peers.isEmpty()) {
            return Peers.named(peers);
        }
        List<Peer> chosen = new ArrayList<>(List.of(Peers.OURS));
        for (Peer peer : Peers.OTHERS) {
            peer.missing().ifPresentOrElse(
                    why -> System.out.println("left out: " + why), () -> chosen.add(peer));
        }
        return chosen;
    }

    private static void demand(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new BadArguments(option + " " + number(value) + ": " + number(least) + " to "
                    + number(most));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
