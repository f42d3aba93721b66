package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;

/**
 * What the records of a log, applied in order, amount to. Each change answers null when it fits,
 * or says in a clause why it can't be.
 */
final class Held {
    final HeightIndex index = new HeightIndex();
    Ballot promised = Ballot.ZERO;
    Ballot accepted = Ballot.ZERO;
    long decided;
    long tip;
    Hash tipHash;

    Held(Hash genesis) {
        this.tipHash = genesis;
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
        put(height, hash, position);
        return null;
    }

    /** Takes a block as the tip, whatever is below. */
    void put(long height, Hash hash, long position) {
        index.set(height, position);
        tip = height;
        tipHash = hash;
    }

    /** Whether the chain may be cut back to a height. */
    String mayRewind(long height) {
        return height >= decided && height <= tip
                ? null : "rewind to " + height + " with decided " + decided + " and tip " + tip;
    }

    void rewind(long height, Hash hash) {
        tip = height;
        tipHash = hash;
    }

    String decide(long height) {
        if (height < decided || height > tip) {
            return "decided " + height + " after " + decided + " with tip " + tip;
        }
        decided = height;
        return null;
    }
}
