package ariadne.simulator;

import ariadne.paxos.Chance;
import java.util.List;

/**
 * The chance of one component, told apart by its name: a draw here moves no other's. After
 * SplitMix64: Steele, Lea, Flood, <i>Fast Splittable Pseudorandom Number Generators</i> (2014).
 */
final class Dice implements Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, String name) {
        long mixed = mix(seed + GOLDEN);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed ^ name.charAt(i)) + GOLDEN;
        }
        state = mixed;
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Between 0 (inclusive) and 1 (exclusive). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    @Override
    public int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** Both ends included. */
    long between(long low, long high) {
        return low + (long) (unit() * (high - low + 1));
    }

    boolean happens(double probability) {
        return unit() < probability;
    }

    /** Mostly small, seldom near {@code max}; a quarter of it in the mean. */
    long skewed(long max) {
        double u = unit();
        return (long) (u * u * u * max);
    }

    /** Time to the next of events that come independently, {@code mean} apart. */
    long exponential(long mean) {
        return 1 + (long) (-StrictMath.log(1 - unit()) * mean);
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }
}
