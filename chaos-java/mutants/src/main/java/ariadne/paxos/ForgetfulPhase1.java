package ariadne.paxos;

import java.util.Map;

/**
 * A new leader goes on from its own chain, whatever its majority had accepted; and its followers, who
 * should stop over being asked to forget decided blocks, do forget. Breaks load-bearing sentence 1.
 */
public final class ForgetfulPhase1 extends Replica {
    public ForgetfulPhase1(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Chance chance) {
        super(settings, saved, archive, hasher, chance);
    }

    @Override
    Candidate newCandidate(Ballot ballot) {
        return new Candidate(ballot, settings, acceptor, out) {
            @Override
            Promised best(Promised own, Map<Integer, Promised> others) {
                return own;
            }
        };
    }
}
