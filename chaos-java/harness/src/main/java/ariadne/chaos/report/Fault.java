package ariadne.chaos.report;

import java.util.Objects;

/**
 * Something that was done to the cluster on purpose.
 *
 * @param kind       {@code partition}, {@code kill}, {@code pause}, {@code clock}, {@code loss},
 *                   {@code disk}, {@code membership}, or another word
 * @param shape      which kind of it: {@code majorities-ring}, {@code bump +48 s}
 * @param where      the nodes it struck
 * @param mechanism  what did the work: {@code ip neigh}, {@code SIGKILL}, {@code libfaketime}
 * @param startNanos when it began
 * @param endNanos   when it was over, or {@link Operation#NEVER}
 * @param effect     what it did to the cluster: {@code new leader after 1.6 s}; may be empty
 */
public record Fault(
        String kind,
        String shape,
        String where,
        String mechanism,
        long startNanos,
        long endNanos,
        String effect) {
    public Fault {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(shape);
        Objects.requireNonNull(where);
        Objects.requireNonNull(mechanism);
        Objects.requireNonNull(effect);
    }
}
