package ariadne.simulator.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Faults by kind. */
final class Tally {
    private final long[] counts = new long[Fault.values().length];

    void add(Fault fault, long times) {
        counts[fault.ordinal()] += times;
    }

    void add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    long of(Fault fault) {
        return counts[fault.ordinal()];
    }

    /** The same by name, in the order of the kinds. */
    Map<String, Long> byName() {
        Map<String, Long> map = new LinkedHashMap<>();
        byKind().forEach((fault, times) -> map.put(fault.words(), times));
        return map;
    }

    Map<Fault, Long> byKind() {
        Map<Fault, Long> map = new TreeMap<>();
        for (Fault fault : Fault.values()) {
            map.put(fault, of(fault));
        }
        return map;
    }
}
