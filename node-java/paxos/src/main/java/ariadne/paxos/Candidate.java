package ariadne.paxos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phase 1 of one ballot: asks for promises and chooses the chain to adopt. Adopts once; what comes
 * after that changes nothing.
 */
class Candidate {
    /** A promise whose blocks reach its tip. */
    record Promised(Standing standing, List<Block> blocks) {}

    final Ballot ballot;
    private final Settings settings;
    private final Acceptor acceptor;
    private final Effects out;
    private final Map<Integer, Promised> promises;

    Candidate(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
        this.ballot = ballot;
        this.settings = settings;
        this.acceptor = acceptor;
        this.out = out;
        this.promises = new HashMap<>();
    }

    /** Takes over the state of another, for a copy of a whole replica. */
    Candidate copyFrom(Candidate other) {
        promises.putAll(other.promises);
        return this;
    }

    Map<Integer, Promised> promises() {
        return promises;
    }

    /** Promises itself and asks every peer that has not promised yet. */
    void ask() {
        acceptor.promise(ballot);
        for (int peer : settings.members()) {
            if (peer != settings.self() && !promises.containsKey(peer)) {
                out.send(peer, new Message.Prepare(ballot, acceptor.chain.decided()));
            }
        }
    }

    /** Takes the decided blocks first; counts the promise when the rest of its chain came with it. */
    void promised(int from, Message.Promise m) {
        List<Block> undecided = new ArrayList<>();
        List<Block> decided = new ArrayList<>();
        for (Block block : m.blocks()) {
            (block.height() <= m.standing().decided() ? decided : undecided).add(block);
        }
        acceptor.learn(decided);
        long reached = m.blocks().isEmpty()
                ? acceptor.chain.decided() : m.blocks().getLast().height();
        if (reached < m.standing().tip()) {
            out.send(from, new Message.Prepare(ballot, acceptor.chain.decided()));
            return;
        }
        promises.put(from, new Promised(m.standing(), undecided));
    }

    boolean won() {
        return promises.size() + 1 >= settings.majority();
    }

    /** Brings the best chain of the majority under this ballot. */
    void adopt() {
        Promised best = best(new Promised(acceptor.standing(), List.of()), promises);
        long decided = acceptor.chain.decided();
        List<Block> above = best.blocks().stream().filter(b -> b.height() > decided).toList();
        acceptor.adopt(ballot, above, Math.max(best.standing().tip(), decided));
    }

    /** The greatest (accepted ballot, height) of a majority, the own chain included. */
    Promised best(Promised own, Map<Integer, Promised> others) {
        Promised best = own;
        for (Promised promised : others.values()) {
            if (promised.standing().betterThan(best.standing())) {
                best = promised;
            }
        }
        return best;
    }
}
