package ariadne.bench;

import java.util.List;

/**
 * What a run does with each peer in each round.
 *
 * @param ops of {@link #OPS}
 * @param outstanding of the closed loops
 * @param rates of the open loops, operations a second
 * @param warmSeconds before each window
 * @param seconds each window
 * @param heap of each node's JVM
 * @param seed of keys and values
 * @param recorded whether each JVM of a node writes a flight recording
 */
record Plan(List<String> ops, List<Integer> outstanding, List<Integer> rates, int rounds,
        double warmSeconds, double seconds, int keys, int valueBytes, int nodes, String heap,
        long seed, boolean recorded) {
    static final List<String> OPS = List.of("put", "get", "failover", "start", "idle");

    /** About how long one peer takes in one round, measured on two cores. */
    private static final double AROUND_SECONDS = 12;

    private static final double FAILOVER_SECONDS = 8;

    /** In one line. */
    String words() {
        return String.format("%d rounds, %s s a trial after %s s of warm-up, values of %d bytes,"
                + " %d keys, %d nodes, -Xmx%s a JVM, seed %d", rounds, seconds, warmSeconds,
                valueBytes, keys, nodes, heap, seed);
    }

    double estimatedSeconds(int peers) {
        double each = AROUND_SECONDS;
        for (String op : ops) {
            each += switch (op) {
                case "put", "get" ->
                    (outstanding.size() + rates.size()) * (warmSeconds + seconds);
                case "failover" -> FAILOVER_SECONDS;
                case "idle" -> warmSeconds + seconds;
                default -> 0;
            };
        }
        return each * peers * rounds;
    }
}
