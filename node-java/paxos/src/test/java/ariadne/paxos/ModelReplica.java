package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real replica with its parts from {@link Rules}, and with the ballots that the plan gives
 * it.
 */
class ModelReplica extends Replica {
    private Ballot planned = Ballot.ZERO;

    /** While it doubts its disk, {@code doubt} numbers its life. */
    ModelReplica(Settings settings, Saved saved, Archive archive, Rules rules, int doubt) {
        super(settings, saved, archive, rules, new Changes(), bound -> Math.max(0, doubt - 1));
    }

    ModelReplica(ModelReplica other) {
        super(other);
    }

    ModelReplica copy() {
        return new ModelReplica(this);
    }

    private Rules rules() {
        return (Rules) hasher;
    }

    @Override
    Acceptor newAcceptor(Saved saved, Chain chain) {
        return rules().acceptor(saved, chain, settings.messageBytes(), out);
    }

    @Override
    Candidate newCandidate(Ballot ballot) {
        return rules().candidate(ballot, settings, acceptor, out);
    }

    @Override
    Leader newLeader(Ballot ballot) {
        return rules().leader(ballot, settings, acceptor, out);
    }

    @Override
    Reads newReads(Ballot ballot) {
        return rules().reads(ballot, settings, membership(), out);
    }

    @Override
    Ballot nextBallot() {
        return planned.above(acceptor.promised) ? planned : super.nextBallot();
    }

    boolean canStandUnder(Ballot ballot) {
        return acceptor.votes(settings.self()) && ballot.era() == membership().era()
                && ballot.above(acceptor.promised);
    }

    Output stand(Ballot ballot) {
        planned = ballot;
        stand();
        return out.take();
    }

    /** What this node says of itself between two heartbeats. */
    Message heartbeat() {
        return new Message.Heartbeat(0, membership().era(), acceptor.promised, leads(), false,
                acceptor.chain.decided());
    }

    /** Everything that decides what it does next; two nodes with equal keys behave alike. */
    List<Object> key() {
        List<Object> key = new ArrayList<>();
        key.add(standing());
        key.add(acceptor.life);
        key.add(acceptor.chain.vouched());
        if (candidate != null) {
            key.add(candidate.ballot);
            key.add(Map.copyOf(candidate.promises()));
            key.add(Map.copyOf(candidate.parts));
        }
        if (leader != null) {
            key.add(List.of(leader.ballot, leader.first, leader.forced(), leader.said));
            Map<Integer, List<Object>> followers = new TreeMap<>();
            leader.followers().forEach((peer, p) -> followers.put(peer, List.of(
                    p.acked, p.streaming, p.streaming ? p.sent : 0, p.streaming ? p.told : 0,
                    p.life)));
            key.add(followers);
            key.add(List.of(reads.round, reads.index, reads.confirming, reads.waiting,
                    reads.confirming.isEmpty() ? List.of() : List.copyOf(reads.confirmed)));
        }
        return key;
    }
}
