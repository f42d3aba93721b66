package ariadne.chaos.report;

import java.util.Arrays;
import java.util.List;

/**
 * A stretch of the run.
 *
 * @param startNanos first moment
 * @param endNanos   last moment, not before the first
 */
public record Span(long startNanos, long endNanos) {
    public Span {
        if (endNanos < startNanos) {
            throw new IllegalArgumentException("a span ends before it starts: " + startNanos
                    + " to " + endNanos);
        }
    }

    public long lengthNanos() {
        return endNanos - startNanos;
    }

    /**
     * The longest time in which no operation came back as a success, between 0 and
     * {@code endNanos}. The earliest one if there are several.
     *
     * @param endNanos when the clients stopped working
     */
    public static Span longestWithoutSuccess(List<Operation> operations, long endNanos) {
        long[] successes = operations.stream()
                .filter(o -> o.outcome() == Outcome.OK && o.returned())
                .mapToLong(Operation::returnNanos)
                .filter(t -> t < endNanos)
                .toArray();
        Arrays.sort(successes);
        Span longest = new Span(0, 0);
        long last = 0;
        for (int i = 0; i <= successes.length; i++) {
            long next = i < successes.length ? successes[i] : endNanos;
            if (next - last > longest.lengthNanos()) {
                longest = new Span(last, next);
            }
            last = next;
        }
        return longest;
    }
}
