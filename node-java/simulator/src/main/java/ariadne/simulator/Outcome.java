package ariadne.simulator;

import java.util.Map;

/**
 * How a run ended.
 *
 * @param violation null when there was none, else what an oracle said and when
 * @param traceHash the same for the same seed and the same code
 * @param faults how often each kind happened, in the order to be printed
 * @param schedule where its decisions were saved, empty when they were not
 */
public record Outcome(long seed, Violation violation, long traceHash, long simulatedMicros,
        long events, long decidedBlocks, long operations, long acknowledged, long reads,
        Map<String, Long> faults, String schedule) {
    public boolean passed() {
        return violation == null;
    }

    /** The same, with its decisions saved there. */
    Outcome saved(String file) {
        return new Outcome(seed, violation, traceHash, simulatedMicros, events, decidedBlocks,
                operations, acknowledged, reads, faults, file);
    }
}
