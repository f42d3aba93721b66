package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import java.util.List;

/**
 * What a whole chain looks like on disk, found by reading alone.
 *
 * @param segments number of segment files
 * @param sizeBytes of all of them
 * @param tip greatest height held; with damage, the greatest seen
 * @param tipHash its hash, the genesis hash at height 0
 * @param decided last decided height recorded
 * @param tornBytes tail that recovery would cut, or that a running node is about to finish
 * @param damagedCopies as in {@link Recovery}
 * @param damages empty when the chain is sound
 */
public record Verification(
        Identity identity, int segments, long sizeBytes, long tip, Hash tipHash, long decided,
        Ballot promised, Ballot accepted, long tornBytes, int damagedCopies,
        List<Damage> damages) {
    public boolean sound() {
        return damages.isEmpty();
    }
}
