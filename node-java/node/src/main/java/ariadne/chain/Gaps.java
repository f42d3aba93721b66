package ariadne.chain;

import ariadne.paxos.Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what can't be read, and works out from the records behind it which blocks it took and
 * whether a ballot may be lost with it.
 */
final class Gaps {
    private final Held held;
    private final List<Gap> settled = new ArrayList<>();
    private Gap pending;
    private boolean promisedKnown = true;
    private boolean acceptedKnown = true;
    /** Whether the next state may say more than is held. */
    private boolean loose;

    Gaps(Held held) {
        this.held = held;
    }

    /** These bytes can't be read. Fewer than a ballot takes have held none. */
    void bad(Path file, int number, long from, long to, String what) {
        open(file, from, what, false).add(number, from, to);
        pending.hint = null;
        unknownBallots(to - from >= Layout.BALLOT_BYTES);
    }

    /** As above, and the part says itself what was the tip behind it. */
    void bad(Path file, int number, long from, long to, String what, long height, Hash hash) {
        open(file, from, what, false).add(number, from, to);
        pending.hint = hash;
        pending.hintHeight = height;
    }

    /** A file is gone, or all of it is unreadable. */
    void lost(Path file, int number, long to, String what) {
        open(file, 0, what, false).add(number, 0, to);
        pending.hint = null;
        unknownBallots(true);
    }

    /** A segment was sealed for a next one, which is not there; the seal has to go with it. */
    void nextLost(Path next, int number, long seal, long to) {
        open(next, 0, "the file is missing", false).add(number, seal, to);
        pending.hint = null;
        unknownBallots(true);
    }

    /** A record is whole and makes no sense where it stands. */
    void misfit(Path file, int number, long from, String what) {
        Gap before = pending;
        if (before == null || !before.hopeless) {
            pending = null;
            open(file, from, what, true);
            if (before != null) {
                before.regions.forEach(r -> pending.add(r.number(), r.from(), r.to()));
            }
            pending.add(number, from, from);
        }
        unknownBallots(true);
    }

    private Gap open(Path file, long from, String what, boolean hopeless) {
        if (pending == null) {
            pending = new Gap(file, from, what, held.standing(), hopeless);
        }
        return pending;
    }

    private void unknownBallots(boolean unknown) {
        if (unknown) {
            promisedKnown = false;
            acceptedKnown = false;
        }
        loose = true;
    }

    /** A gap that was mended before: whatever it held is told behind it. */
    void mended(long bytes) {
        unknownBallots(bytes >= Layout.BALLOT_BYTES);
    }

    void promisedIsKnown() {
        promisedKnown = true;
    }

    void acceptedIsKnown() {
        acceptedKnown = true;
    }

    /** Takes up a state. */
    void restate(Standing said) {
        held.restate(said);
        promisedIsKnown();
        acceptedIsKnown();
        loose = false;
    }

    boolean loose() {
        return loose;
    }

    /** The gap whose end is not known yet; null when the tip is certain. */
    Gap pending() {
        return pending;
    }

    boolean hopeless() {
        return pending != null && pending.hopeless;
    }

    /** What is pending took nothing that is needed. */
    void settle() {
        settle(held.tip, held.tipHash, null);
    }

    /**
     * The tip behind what is pending.
     *
     * @param known hash of the block held at that height, null when none is
     */
    void settle(long height, Hash hash, Hash known) {
        Gap gap = pending;
        pending = null;
        gap.tip = height;
        gap.tipHash = hash;
        settled.add(gap);
        reach(gap, height, hash, known);
    }

    /** Makes a block the tip behind a gap, whether it is held or not. */
    void reach(Gap gap, long height, Hash hash, Hash known) {
        if (height == held.tip && hash.equals(held.tipHash)) {
            return;
        }
        if (height < held.start - 1 || height < held.tip && hash.equals(known)) {
            held.rewind(height, hash);
        } else {
            held.missing(height, hash, gap);
        }
    }

    /** A gap that was settled when it was mended. */
    void again(Gap gap) {
        gap.filled = true;
        settled.add(gap);
    }

    /** Whether there is one that was not filled up yet. */
    boolean open() {
        return settled.stream().anyMatch(gap -> !gap.filled);
    }

    List<Gap> settled() {
        return settled;
    }

    /** All damage in the order of the log. */
    List<Damage> damages() {
        List<Damage> damages = new ArrayList<>();
        settled.stream().filter(gap -> !gap.filled || gap.misses(held))
                .forEach(gap -> damages.add(gap.damage(held)));
        if (pending != null) {
            damages.add(pending.damage(held));
        }
        return damages;
    }

    boolean ballotsIntact() {
        return promisedKnown && acceptedKnown;
    }
}
