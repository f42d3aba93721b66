package ariadne.paxos;

/**
 * A ballot number. Totally ordered by era, then round, then node.
 *
 * @param era how many stop blocks stand decided below it
 * @param round raised by whoever stands for election; never without a new phase 1
 * @param node id of the node that leads under it, 1 or more; 0 only in {@link #ZERO}
 */
public record Ballot(int era, long round, int node) implements Comparable<Ballot> {
    /** Below every ballot that a node can lead. */
    public static final Ballot ZERO = new Ballot(0, 0, 0);

    @Override
    public int compareTo(Ballot other) {
        int c = Integer.compare(era, other.era);
        if (c == 0) {
            c = Long.compare(round, other.round);
        }
        return c == 0 ? Integer.compare(node, other.node) : c;
    }

    /** Whether this ballot is greater than the other. */
    public boolean above(Ballot other) {
        return compareTo(other) > 0;
    }

    /** Whether this ballot is smaller than the other. */
    public boolean below(Ballot other) {
        return compareTo(other) < 0;
    }

    @Override
    public String toString() {
        return era + "." + round + "." + node;
    }
}
