package ariadne.simulator.cluster;

import ariadne.server.Limits;
import ariadne.simulator.Dice;
import ariadne.wire.WireLimits;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The mix of one run. Every seed draws its own; zero is among the choices for all that hurts.
 * All that is here stands in a schedule file by its name.
 *
 * @param loss probability that a frame between nodes is lost
 * @param repeat that it comes twice
 * @param stray that it leaves its order
 * @param leastMicros a frame's way takes at least
 * @param jitterMicros and up to this much more
 * @param strayMicros how much later one that left its order comes at most
 * @param drift most by which a clock runs fast or slow at first, as a fraction
 * @param forceMicros a force takes at least
 * @param forceJitterMicros and up to this much more
 * @param slowForce probability that a force is slow
 * @param slowForceMicros how slow at most
 * @param windowBlocks undecided at a time at most; this and the next three are the node's limits
 * @param segmentBytes of a chain's file
 * @param retries whether clients try again
 * @param pinned whether clients read at one node alone
 * @param clientMillis a client waits for the outcome
 * @param outstanding operations of one client at a time
 * @param keys that clients use
 * @param safetyMicros how long faults are done, before the liveness phase
 * @param allHeal whether everybody comes back for the liveness phase, or just a majority
 * @param snapshotBlocks applied between two snapshots
 * @param spares machines beside the first members', which may join
 * @param damage whether bytes on disks go bad beyond what a crash does
 */
public record Plan(int nodes, int clients, double loss, double repeat, double stray,
        long leastMicros, long jitterMicros, long strayMicros, double drift, long forceMicros,
        long forceJitterMicros, double slowForce, long slowForceMicros, int windowBlocks,
        int blockTransactions, long blockBytes, long messageBytes, long segmentBytes,
        boolean retries, boolean pinned, long clientMillis, int outstanding, int keys,
        long safetyMicros, boolean allHeal, boolean damage,
        int snapshotBlocks, int spares) {
    static final long SECOND = 1_000_000;
    static final long MILLI = 1_000;
    private static final int CATCH_UP_BLOCKS = 6;

    /** Nothing goes wrong by itself; for scripted scenarios. */
    static Plan calm(int nodes) {
        return new Plan(nodes, 2, 0, 0, 0, 300, 2 * MILLI, 0, 0, 200, 3 * MILLI, 0, 0, 16, 4096,
                1 << 20, 2 << 20, 1 << 20, true, false, 5000, 8, 4, 10 * SECOND, true, false,
                10_000, 0);
    }

    static Plan draw(long seed) {
        Dice net = new Dice(seed, "plan/network");
        Dice disk = new Dice(seed, "plan/disk");
        Dice limit = new Dice(seed, "plan/limits");
        Dice load = new Dice(seed, "plan/load");
        Dice rest = new Dice(seed, "plan");
        boolean wide = limit.happens(0.4);
        int spares = new Dice(seed, "plan/members").pick(List.of(0, 0, 1, 2));
        // The atlas knows which disks may go bad as long as the members stay the same.
        boolean damage = spares == 0 && new Dice(seed, "plan/damage").happens(0.5);
        return new Plan(
                rest.pick(List.of(3, 3, 3, 3, 5, 5, 5, 5, 5, 7, 1)),
                load.pick(List.of(1, 2, 3, 5)),
                net.happens(0.5) ? 0 : net.unit() * 0.3,
                net.happens(0.5) ? 0 : net.unit() * 0.5,
                net.happens(0.5) ? 0 : net.unit() * 0.2,
                net.pick(List.of(50L, 300L, MILLI, 5 * MILLI)),
                net.pick(List.of(0L, MILLI, 5 * MILLI, 40 * MILLI)),
                net.between(1, 30) * 100 * MILLI,
                rest.pick(List.of(0.0, 0.01, 0.1, 0.3)),
                disk.between(20, 1000),
                disk.pick(List.of(0L, MILLI, 4 * MILLI, 20 * MILLI)),
                disk.happens(0.6) ? 0 : disk.unit() * 0.05,
                disk.between(10, 800) * MILLI,
                wide ? 16 : limit.pick(List.of(1, 2, 8)),
                wide ? 4096 : limit.pick(List.of(1, 4, 64)),
                wide ? 1 << 20 : limit.pick(List.of(320L, 1000L, 5000L)),
                wide ? 2 << 20 : limit.pick(List.of(320L, 1000L, 10_000L)),
                limit.pick(List.of(16_384L, 65_536L, 1L << 20)),
                load.happens(0.7), load.happens(0.3), load.pick(List.of(1000L, 3000L, 5000L)),
                load.pick(List.of(1, 4, 16)), load.pick(List.of(1, 3, 8)),
                rest.between(5, 15) * SECOND, rest.happens(0.5), damage,
                new Dice(seed, "plan/snapshots").pick(List.of(10_000, 60, 30, 15)),
                spares);
    }

    /** The same with disks that go bad. */
    Plan damaging() {
        return with(Map.of("damage", "true"));
    }

    /** The same with so many machines that may join. */
    Plan spare(int machines) {
        return with(Map.of("spares", Integer.toString(machines)));
    }

    /** The same with a snapshot after each so many blocks, and small files. */
    Plan snapshotting(int blocks) {
        return with(Map.of("snapshotBlocks", Integer.toString(blocks), "segmentBytes", "16384"));
    }

    /** Nothing goes wrong by itself any more. */
    Plan fine() {
        return with(Map.of("loss", "0", "repeat", "0", "stray", "0", "leastMicros", "300",
                "jitterMicros", "2000", "forceMicros", "200", "forceJitterMicros", "3000",
                "slowForce", "0"));
    }

    /**
     * No luck is left: each frame takes the same time, which is long. So a step less moves nothing
     * that comes after it, and what overlapped still does.
     */
    Plan steady() {
        return with(Map.of("loss", "0", "repeat", "0", "stray", "0", "leastMicros", "20000",
                "jitterMicros", "0", "drift", "0", "forceMicros", "200", "forceJitterMicros", "0",
                "slowForce", "0"));
    }

    /** The same without one of its evils. */
    Plan without(String name) {
        return with(Map.of(name, "0"));
    }

    /** The same with another end of the safety phase. */
    Plan lasting(long micros) {
        return with(Map.of("safetyMicros", Long.toString(micros)));
    }

    private Plan with(Map<String, String> changes) {
        Map<String, String> words = words();
        words.putAll(changes);
        return of(words);
    }

    /** Its parts by their names, in their order. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        for (RecordComponent part : Plan.class.getRecordComponents()) {
            try {
                words.put(part.getName(), String.valueOf(part.getAccessor().invoke(this)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record without its parts", e);
            }
        }
        return words;
    }

    /**
     * From its parts.
     *
     * @throws IllegalArgumentException with one clear line when one is missing or unknown
     */
    static Plan of(Map<String, String> words) {
        Map<String, String> left = new LinkedHashMap<>(words);
        RecordComponent[] parts = Plan.class.getRecordComponents();
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String word = left.remove(parts[i].getName());
            word = word == null && parts[i].getName().equals("spares") ? "0" : word;
            if (word == null) {
                throw new IllegalArgumentException("the plan lacks " + parts[i].getName());
            }
            Class<?> type = parts[i].getType();
            values[i] = type == int.class ? (Object) Integer.valueOf(word)
                    : type == long.class ? (Object) Long.valueOf(word)
                    : type == double.class ? (Object) Double.valueOf(word)
                    : (Object) Boolean.valueOf(word);
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("a plan has no " + left.keySet());
        }
        try {
            return Plan.class.getDeclaredConstructor(Stream.of(parts)
                    .map(RecordComponent::getType).toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record without its constructor", e);
        }
    }

    /** How many nodes there are at most, members or not. */
    int machines() {
        return nodes + spares;
    }

    /** What its nodes are limited to. */
    Limits limits() {
        boolean wide = blockBytes >= 1 << 20;
        WireLimits wire = wide ? WireLimits.STANDARD
                : new WireLimits(64 << 10, 64, 256, blockTransactions, 1024, 64);
        int queue = wide ? 16 << 20 : 1 << 20;
        return new Limits(wire, blockBytes, windowBlocks, messageBytes, 1000, 1000, 1000,
                queue, queue, queue, CATCH_UP_BLOCKS, 10_000);
    }
}
