package ariadne.chaos.report;

import java.util.Objects;

/**
 * A stretch in which a node led.
 *
 * @param endNanos when it no longer did, or {@link Operation#NEVER} if it led to the end
 * @param ballot   under which ballot, as a text
 */
public record Leadership(String node, long startNanos, long endNanos, String ballot) {
    public Leadership {
        Objects.requireNonNull(node);
        Objects.requireNonNull(ballot);
    }
}
