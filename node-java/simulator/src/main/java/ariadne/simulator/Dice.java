package ariadne.simulator;

import ariadne.paxos.Chance;
import java.util.List;

/**
 * The chance of one component, told apart by its name: a draw here moves no other's. After
 * SplitMix64: Steele, Lea, Flood, <i>Fast Splittable Pseudorandom Number Generators</i> (2014).
 */
public final class Dice implements Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** The chance of this component in this seed. */
    public Dice(long seed, String name) {
        long mixed = mix(seed + GOLDEN);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed ^ name.charAt(i)) + GOLDEN;
        }
        state = mixed;
    }

    /** A bijection that scatters. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Any 64 bits. */
    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Between 0 (inclusive) and 1 (exclusive). */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    @Override
    public int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** Both ends included. */
    public long between(long low, long high) {
        return low + (long) (unit() * (high - low + 1));
    }

    /** True with this probability. */
    public boolean happens(double probability) {
        return unit() < probability;
    }

    /** Mostly small, seldom near {@code max}; a quarter of it in the mean. */
    public long skewed(long max) {
        double u = unit();
        return (long) (u * u * u * max);
    }

    /** Time to the next of events that come independently, {@code mean} apart. */
    public long exponential(long mean) {
        return 1 + (long) (-StrictMath.log(1 - unit()) * mean);
    }

    /** One of them, each as likely as the other. */
    public <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }
}
