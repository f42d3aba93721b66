package ariadne.paxos;

import java.util.List;

/**
 * What a disk gives back to a node that starts.
 *
 * @param promised greatest ballot promised
 * @param accepted ballot of the chain
 * @param decided last decided height recorded; the true one may be greater
 * @param vouched decided up to here by what this node accepted, as recorded; what is decided above
 *     was learned
 * @param baseHash hash of the block at {@code decided}
 * @param suffix the blocks above {@code decided}, lowest first
 * @param membership after the block at {@code decided}
 * @param doubtful whether blocks that this node accepted may be missing: then it votes for nothing
 *     before a whole sync
 */
public record Saved(
        Ballot promised, Ballot accepted, long decided, long vouched, Hash baseHash,
        List<Block> suffix, Membership membership, boolean doubtful) {
    /** A freshly formatted disk of a cluster with these members. */
    public static Saved fresh(Hash genesis, List<Integer> members) {
        return new Saved(Ballot.ZERO, Ballot.ZERO, 0, 0, genesis, List.of(),
                Membership.first(members), false);
    }
}
