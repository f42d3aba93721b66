package ariadne.chaos.runner;

import java.util.List;

/**
 * A fault as it happened.
 *
 * @param kind {@code partition}, {@code kill}, {@code pause} or {@code clock}
 * @param shape which kind of it
 * @param where whom it struck, in words
 * @param nodes that it took down, for kill and pause; else empty
 * @param mechanism what did the work
 * @param endNanos when it was over
 */
record Struck(String kind, String shape, String where, List<String> nodes, String mechanism,
        long startNanos, long endNanos) {}
