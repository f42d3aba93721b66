package ariadne.simulator;

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

    Map<Fault, Long> byKind() {
        Map<Fault, Long> map = new TreeMap<>();
        for (Fault fault : Fault.values()) {
            map.put(fault, of(fault));
        }
        return map;
    }
}
