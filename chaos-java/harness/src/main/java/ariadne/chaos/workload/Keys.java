package ariadne.chaos.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Independent keys, few at a time and each for a while: a search per key stays feasible, and every
 * fault meets fresh keys.
 */
final class Keys {
    private final int active;
    private final int usesPerKey;
    private long uses;

    /**
     * @param active how many keys are in use at a time
     * @param usesPerKey operations on a key before the next takes its place
     */
    Keys(int active, int usesPerKey) {
        this.active = active;
        this.usesPerKey = usesPerKey;
    }

    /** A key in use. */
    synchronized long next(Random random) {
        long oldest = oldest();
        uses++;
        return oldest + random.nextInt(active);
    }

    private long oldest() {
        return uses / usesPerKey;
    }

    /** The keys used last, at most so many. */
    synchronized List<Long> latest(int count) {
        List<Long> keys = new ArrayList<>();
        long newest = oldest() + active - 1;
        for (long key = Math.max(0, newest - count + 1); key <= newest; key++) {
            keys.add(key);
        }
        return keys;
    }
}
