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
    final Settings settings;
    final Membership membership;
    final Acceptor acceptor;
    final Effects out;
    final Map<Integer, Promised> promises;
    /** Undecided blocks that came with promises, lowest first. */
    final Map<Integer, List<Block>> parts = new HashMap<>();

    Candidate(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
        this.ballot = ballot;
        this.settings = settings;
        this.membership = acceptor.chain.membership();
        this.acceptor = acceptor;
        this.out = out;
        this.promises = new HashMap<>();
    }

    /** Takes over the state of another, for a copy of a whole replica. */
    Candidate copyFrom(Candidate other) {
        promises.putAll(other.promises);
        other.parts.forEach((peer, part) -> parts.put(peer, new ArrayList<>(part)));
        return this;
    }

    Map<Integer, Promised> promises() {
        return promises;
    }

    /** Promises itself and asks every peer that has not promised yet. */
    void ask() {
        acceptor.promise(ballot);
        for (int peer : membership.members()) {
            if (peer != settings.self() && !promises.containsKey(peer)) {
                ask(peer);
            }
        }
    }

    private void ask(int peer) {
        out.send(peer, new Message.Prepare(ballot, reached(peer)));
    }

    /** Height up to which nothing is needed from a peer. */
    private long reached(int peer) {
        List<Block> part = parts.getOrDefault(peer, List.of());
        long decided = acceptor.chain.decided();
        return part.isEmpty() ? decided : Math.max(decided, part.getLast().height());
    }

    /**
     * Keeps the blocks, learns those that are decided, and counts the promise when all of its
     * chain came. Parts add up: whoever promised this ballot changes its chain no more until it is
     * synced under this ballot or above. A part that brings nothing new is not answered.
     */
    void promised(int from, Message.Promise m) {
        long before = reached(from);
        List<Block> part = parts.computeIfAbsent(from, peer -> new ArrayList<>());
        for (Block block : m.blocks()) {
            if (block.height() == reached(from) + 1) {
                part.add(block);
            }
        }
        acceptor.learn(part.stream()
                .filter(block -> block.height() <= m.standing().decided()).toList());
        if (reached(from) >= m.standing().tip()) {
            promises.put(from, new Promised(m.standing(), List.copyOf(part)));
        } else if (reached(from) > before) {
            ask(from);
        } else if (reached(from) < m.standing().decided()) {
            out.note(new Note.Behind(from, m.standing().decided())); // Compacted over there.
        }
    }

    boolean won() {
        return promises.size() + 1 >= membership.majority();
    }

    /**
     * Brings the best chain of the majority under this ballot. Not so when that chain lacks what
     * this node learned as decided: then a higher ballot decided it, and this one has lost.
     *
     * @return whether it was adopted
     */
    boolean adopt() {
        Promised best = best(new Promised(acceptor.standing(), List.of()), promises);
        long decided = acceptor.chain.decided();
        if (!contains(best, decided)) {
            return false;
        }
        List<Block> above = best.blocks().stream().filter(b -> b.height() > decided).toList();
        acceptor.adopt(ballot, above, best.standing().tip());
        return true;
    }

    /** Whether a chain contains the block that is decided here at a height. */
    boolean contains(Promised promised, long height) {
        Standing standing = promised.standing();
        Hash decided = acceptor.chain.hashAt(height);
        if (standing.tip() <= height) {
            return standing.tip() == height && standing.tipHash().equals(decided);
        }
        for (Block block : promised.blocks()) {
            if (block.height() == height + 1) {
                return block.parent().equals(decided);
            }
        }
        return acceptor.chain.holds(standing.tip(), standing.tipHash());
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
