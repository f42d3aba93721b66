package ariadne.paxos;

/**
 * Where an acceptor stands; true on its disk when a message with it leaves.
 *
 * @param promised it takes nothing below this ballot
 * @param accepted the ballot under which it holds its chain
 * @param tip height of its highest block
 * @param tipHash hash of that block
 * @param decided height up to which it knows the chain decided
 */
public record Standing(Ballot promised, Ballot accepted, long tip, Hash tipHash, long decided) {
    /** The order of phase 1: the accepted ballot first, then the length of the chain. */
    boolean betterThan(Standing other) {
        int c = accepted.compareTo(other.accepted);
        return c > 0 || (c == 0 && tip > other.tip);
    }
}
