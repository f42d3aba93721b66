package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import java.util.TreeMap;

/**
 * What the records of a log, applied in order, amount to. Each change answers null when it fits,
 * or says in a clause why it can't be.
 */
final class Held {
    /** A block that belongs to the chain, is known by its hash, and stood in this gap. */
    record Hole(long height, Hash hash, Gap gap) {}

    final HeightIndex index = new HeightIndex();
    /** The tops of what is missing; what is below one is known when it is there. */
    final TreeMap<Long, Hole> holes = new TreeMap<>();
    Ballot promised = Ballot.ZERO;
    Ballot accepted = Ballot.ZERO;
    long decided;
    /** Decided up to here by what this node accepted. */
    long vouched;
    boolean doubtful;
    /** Lowest height of the chain, which need not reach down to 1. */
    long start = 1;
    /** Hash of the block below it. */
    Hash startParent;
    long tip;
    Hash tipHash;

    Held(Hash genesis) {
        this.startParent = genesis;
        this.tipHash = genesis;
    }

    Standing standing() {
        return new Standing(tip, tipHash, promised, accepted, decided, doubtful);
    }

    String promise(Ballot ballot) {
        if (ballot.below(promised)) {
            return "promised " + ballot + " after " + promised;
        }
        promised = ballot;
        return null;
    }

    String accept(Ballot ballot) {
        if (ballot.below(accepted)) {
            return "accepted " + ballot + " after " + accepted;
        }
        accepted = ballot;
        return null;
    }

    String append(long height, Hash parent, Hash hash, long position) {
        if (height != tip + 1 || !parent.equals(tipHash)) {
            return "block " + height + " on " + parent + " does not fit on " + tip + ":" + tipHash;
        }
        holes.remove(height);
        index.set(height, position);
        tip = height;
        tipHash = hash;
        return null;
    }

    /** Whether the chain may be cut back to a height. */
    String mayRewind(long height) {
        return height >= decided && height <= tip
                ? null : "rewind to " + height + " with decided " + decided + " and tip " + tip;
    }

    void rewind(long height, Hash hash) {
        tip = height;
        tipHash = hash;
        holes.tailMap(height, false).clear();
        if (height < start - 1) {
            start = height + 1;
            startParent = hash;
        }
    }

    String decide(long height) {
        if (height < decided || height > tip) {
            return "decided " + height + " after " + decided + " with tip " + tip;
        }
        decided = height;
        vouched = height;
        return null;
    }

    String learn(long height) {
        long own = vouched;
        String problem = decide(height);
        vouched = own;
        return problem;
    }

    /** A block decided by others takes the place of the chain; what is above it comes next. */
    void install(long height, Hash hash) {
        holes.clear();
        startAbove(height, hash);
        tip = height;
        tipHash = hash;
        decided = Math.max(decided, height);
    }

    /** Lets go of all blocks up to a height. */
    void startAbove(long height, Hash hash) {
        start = height + 1;
        startParent = hash;
        holes.headMap(height, true).clear();
    }

    /** The tip behind a gap, whose block is held nowhere. */
    void missing(long height, Hash hash, Gap gap) {
        for (long unknown = tip + 1; unknown <= height; unknown++) {
            index.set(unknown, 0);
        }
        index.set(height, 0);
        holes.tailMap(height, true).clear();
        holes.put(height, new Hole(height, hash, gap));
        tip = height;
        tipHash = hash;
    }

    /** Takes up all but the chain itself. */
    void restate(Standing said) {
        promised = said.promised().above(promised) ? said.promised() : promised;
        accepted = said.accepted().above(accepted) ? said.accepted() : accepted;
        decided = Math.max(decided, said.decided());
        doubtful = said.doubtful();
    }
}
