package ariadne.chaos.report;

import java.util.Objects;

/**
 * A stretch in which a node did not run.
 *
 * @param endNanos when it ran again, or {@link Operation#NEVER}
 * @param why      the kind of fault that stopped it: {@code kill} or {@code pause}
 */
public record Downtime(String node, long startNanos, long endNanos, String why) {
    public Downtime {
        Objects.requireNonNull(node);
        Objects.requireNonNull(why);
    }
}
