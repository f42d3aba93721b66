package ariadne.simulator.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** Faults by kind. */
final class Tally {
    private final long[] counts = new long[Fault.values().length];

    void add(Fault fault) {
        counts[fault.ordinal()]++;
    }

    long of(Fault fault) {
        return counts[fault.ordinal()];
    }

    /** Counts by name, in the order of the kinds. */
    Map<String, Long> byName() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            map.put(fault.words(), of(fault));
        }
        return map;
    }
}
