package ariadne.simulator;

/**
 * How a run ended.
 *
 * @param violation null when there was none, else what an oracle said and when
 * @param traceHash the same for the same seed and the same code
 */
record Outcome(long seed, Violation violation, long traceHash, long simulatedMicros, long events,
        long decidedBlocks, long operations, long acknowledged, long reads, Tally tally) {
    boolean passed() {
        return violation == null;
    }
}
