package ariadne.paxos;

import java.util.List;

/**
 * What a disk gives back to a node that starts.
 *
 * @param promised greatest ballot promised
 * @param accepted ballot of the chain
 * @param decided last decided height recorded; the true one may be greater
 * @param baseHash hash of the block at {@code decided}
 * @param suffix the blocks above {@code decided}, lowest first
 */
public record Saved(
        Ballot promised, Ballot accepted, long decided, Hash baseHash, List<Block> suffix) {
    /** A freshly formatted disk. */
    public static Saved fresh(Hash genesis) {
        return new Saved(Ballot.ZERO, Ballot.ZERO, 0, genesis, List.of());
    }
}
