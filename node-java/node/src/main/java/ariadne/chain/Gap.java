package ariadne.chain;

import ariadne.paxos.Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A part of the log that can't be read, up to the record that says what is the tip behind it. */
final class Gap {
    /** Bytes of a file; {@code from} 0 is a file that has to be made anew. */
    record Region(int number, long from, long to) {}

    final List<Region> regions = new ArrayList<>();
    final Path file;
    final long offsetBytes;
    final String what;
    /** What was held where it begins. */
    final Standing before;
    /** It was filled up by an earlier life, which did not need what it held. */
    boolean filled;
    /** Nothing behind it can be trusted. */
    final boolean hopeless;
    /** What the last region says of itself; null when it says nothing. */
    Hash hint;
    long hintHeight;
    /** Null until it is known. */
    Hash tipHash;
    long tip;

    Gap(Path file, long offsetBytes, String what, Standing before, boolean hopeless) {
        this.file = file;
        this.offsetBytes = offsetBytes;
        this.what = what;
        this.before = before;
        this.hopeless = hopeless;
    }

    void add(int number, long from, long to) {
        if (!regions.isEmpty()) {
            Region last = regions.getLast();
            if (last.number == number && last.to == from) {
                regions.set(regions.size() - 1, new Region(number, last.from, to));
                return;
            }
        }
        regions.add(new Region(number, from, to));
    }

    Gap.Region first() {
        return regions.getFirst();
    }

    /** Whether a block that stood here is needed. */
    boolean misses(Held held) {
        return held.holes.values().stream().anyMatch(hole -> hole.gap() == this);
    }

    Damage damage(Held held) {
        long first = 0;
        long last = 0;
        if (tipHash == null) {
            first = before.tip() + 1;
            last = Damage.UNKNOWN;
        } else {
            for (Held.Hole hole : held.holes.values()) {
                if (hole.gap() == this) {
                    last = hole.height();
                    first = Math.min(last, before.tip() + 1);
                }
            }
        }
        return new Damage(file, offsetBytes, what, first, last);
    }
}
