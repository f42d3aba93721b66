package ariadne.chain;

import ariadne.paxos.Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects damage, and works out from the next readable block which heights it took. */
final class Doubts {
    private final Held held;
    private final List<Damage> damages = new ArrayList<>();
    /** Damage whose heights the next block tells. */
    private final List<Damage> pending = new ArrayList<>();
    private boolean promisedKnown = true;
    private boolean acceptedKnown = true;

    Doubts(Held held) {
        this.held = held;
    }

    /** Something of unknown content is gone. */
    void lost(Path file, long offset, String what) {
        pending.add(new Damage(file, offset, what, 0, 0));
        promisedKnown = false;
        acceptedKnown = false;
    }

    /** A record is whole and makes no sense where it stands. */
    void misfit(Path file, long offset, String what) {
        pending.add(new Damage(file, offset, what, 0, 0));
    }

    /** The content of a block is gone, its place and its hash are known. */
    void block(Path file, long offset, String what, long height) {
        damages.add(new Damage(file, offset, what, height, height));
    }

    void promisedIsKnown() {
        promisedKnown = true;
    }

    void acceptedIsKnown() {
        acceptedKnown = true;
    }

    /** Whether the tip is uncertain now. */
    boolean tipUnknown() {
        return !pending.isEmpty();
    }

    /** Settles what is pending by a block that stands behind it. */
    void settle(long height, Hash parent) {
        if (height == held.tip + 1 && parent.equals(held.tipHash)) {
            settleAs(0, 0);
        } else if (height > held.tip + 1) {
            settleAs(held.tip + 1, height - 1);
        } else {
            settleAs(Math.min(held.decided + 1, height), height);
        }
    }

    /** Nothing comes behind what is still pending. */
    void end() {
        settleAs(held.tip + 1, Damage.UNKNOWN);
    }

    private void settleAs(long first, long last) {
        for (Damage d : pending) {
            damages.add(new Damage(d.file(), d.offsetBytes(), d.what(), first, last));
        }
        pending.clear();
    }

    List<Damage> damages() {
        return List.copyOf(damages);
    }

    boolean ballotsIntact() {
        return promisedKnown && acceptedKnown;
    }
}
