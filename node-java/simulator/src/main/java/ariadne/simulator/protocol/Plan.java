package ariadne.simulator.protocol;

import ariadne.simulator.Dice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The mix of one run. Every seed draws its own; zero is among the choices for all that hurts.
 *
 * @param tickMicros length of a tick by node: clocks drift apart
 * @param safetyMicros how long faults are done, before the liveness phase
 * @param allHeal whether everybody comes back for the liveness phase, or just a majority
 */
record Plan(int nodes, Weather weather, Disks disks, Load load, Faults faults, Limits limits,
        List<Long> tickMicros, long safetyMicros, boolean allHeal) {
    static final long SECOND = 1_000_000;
    static final long MILLI = 1_000;
    static final int HEARTBEAT_TICKS = 5;
    static final int ELECTION_TICKS = 20;
    private static final long TICK_MICROS = 10 * MILLI;

    /** What happens to messages. A stray one is late by up to {@code strayMicros} more. */
    record Weather(double loss, double repeat, long leastMicros, long jitterMicros, double stray,
            long strayMicros) {
        static final Weather FINE = new Weather(0, 0, 300, 2 * MILLI, 0, 0);
    }

    /** How long a force takes. */
    record Disks(long leastMicros, long jitterMicros, double slow, long slowMicros) {
        static final Disks GOOD = new Disks(200, 3 * MILLI, 0, 0);
    }

    /** What clients do: mean gaps between two of a kind, 0 for never. */
    record Load(long proposalMicros, int burst, int sizeBytes, long readMicros) {}

    /** Mean gaps between two faults of a kind, 0 for never. */
    record Faults(long partitionMicros, long crashMicros, long pauseMicros, long slowDiskMicros,
            long nominationMicros, long reconnectMicros) {
        static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);
    }

    /** The limits that {@link ariadne.paxos.Settings} knows. */
    record Limits(int windowBlocks, int blockTransactions, long blockBytes, long messageBytes) {
        static final Limits WIDE = new Limits(64, 64, 1 << 16, 1 << 18);
    }

    /** Nothing goes wrong by itself; for scripted scenarios. */
    static Plan calm(int nodes) {
        return new Plan(nodes, Weather.FINE, Disks.GOOD, new Load(0, 1, 16, 0), Faults.NONE,
                Limits.WIDE, Collections.nCopies(nodes, TICK_MICROS), 20 * SECOND, true);
    }

    Plan with(Limits other) {
        return new Plan(nodes, weather, disks, load, faults, other, tickMicros, safetyMicros,
                allHeal);
    }

    Plan with(Weather other) {
        return new Plan(nodes, other, disks, load, faults, limits, tickMicros, safetyMicros,
                allHeal);
    }

    Plan with(Disks other) {
        return new Plan(nodes, weather, other, load, faults, limits, tickMicros, safetyMicros,
                allHeal);
    }

    static Plan draw(long seed) {
        Dice dice = new Dice(seed, "plan");
        int nodes = dice.pick(List.of(3, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5, 5, 5, 5, 7, 1));
        return new Plan(nodes, weather(new Dice(seed, "plan/weather")),
                disks(new Dice(seed, "plan/disks")), load(new Dice(seed, "plan/load")),
                faults(new Dice(seed, "plan/faults")), limits(new Dice(seed, "plan/limits")),
                ticks(nodes, new Dice(seed, "plan/clocks")),
                dice.between(10, 20) * SECOND, dice.happens(0.5));
    }

    private static Weather weather(Dice dice) {
        double loss = dice.happens(0.4) ? 0 : dice.unit() * 0.3;
        double repeat = dice.happens(0.4) ? 0 : dice.unit() * 0.5;
        long least = dice.pick(List.of(50L, 300L, MILLI, 5 * MILLI));
        long jitter = dice.pick(List.of(0L, MILLI, 5 * MILLI, 40 * MILLI, 100 * MILLI));
        double stray = dice.happens(0.5) ? 0 : dice.unit() * 0.1;
        return new Weather(loss, repeat, least, jitter, stray, dice.between(1, 40) * 100 * MILLI);
    }

    private static Disks disks(Dice dice) {
        long jitter = dice.pick(List.of(0L, MILLI, 4 * MILLI, 20 * MILLI));
        double slow = dice.happens(0.5) ? 0 : dice.unit() * 0.05;
        return new Disks(dice.between(20, 1000), jitter, slow, dice.between(10, 800) * MILLI);
    }

    private static Load load(Dice dice) {
        long gap = dice.pick(List.of(10 * MILLI, 20 * MILLI, 40 * MILLI, 100 * MILLI));
        return new Load(gap, dice.pick(List.of(1, 1, 3, 10)), dice.pick(List.of(8, 40, 200)),
                dice.pick(List.of(0L, 20 * MILLI, 50 * MILLI, 200 * MILLI)));
    }

    private static Faults faults(Dice dice) {
        return new Faults(gap(dice), gap(dice), gap(dice), gap(dice), gap(dice), gap(dice));
    }

    private static long gap(Dice dice) {
        return dice.happens(0.35) ? 0 : dice.pick(List.of(300L, 700L, 1500L, 4000L)) * MILLI;
    }

    private static Limits limits(Dice dice) {
        return dice.happens(0.3) ? Limits.WIDE : new Limits(
                dice.pick(List.of(1, 2, 8, 32)), dice.pick(List.of(1, 4, 64)),
                dice.pick(List.of(40L, 300L, 5_000L)),
                dice.pick(List.of(300L, 800L, 3_000L, 20_000L)));
    }

    private static List<Long> ticks(int nodes, Dice dice) {
        double drift = dice.pick(List.of(0.0, 0.01, 0.1, 0.3));
        List<Long> ticks = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            ticks.add((long) (TICK_MICROS * (1 + drift * (2 * dice.unit() - 1))));
        }
        return List.copyOf(ticks);
    }
}
