package ariadne.paxos;

import java.util.List;
import java.util.Map;

/**
 * Phase 1 ignores accepted blocks: a new leader goes on from what it knows decided, whatever its
 * majority had accepted. Breaks load-bearing sentence 1.
 */
public final class ForgetfulPhase1 extends Replica {
    public ForgetfulPhase1(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Stops stops, Chance chance) {
        super(settings, saved, archive, hasher, stops, chance);
    }

    @Override
    Candidate newCandidate(Ballot ballot) {
        return new Candidate(ballot, settings, acceptor, out) {
            @Override
            void promised(int from, Message.Promise m) {
                promises.put(from, new Promised(m.standing(), List.of()));
            }

            @Override
            Promised best(Promised own, Map<Integer, Promised> others) {
                Standing standing = own.standing();
                return new Promised(new Standing(standing.promised(), standing.accepted(),
                        standing.decided(), Hash.ZERO, standing.decided()), List.of());
            }
        };
    }
}
