package ariadne.chaos.report;

import java.util.Objects;

/**
 * One operation of one client, from its invocation to its return. Texts that there are none of
 * are empty; {@code null} becomes empty.
 *
 * @param process     the process that did it; Jepsen's numbering: after an unknown outcome the
 *                    client goes on as {@code process + clients}
 * @param f           what it did: {@code read}, {@code write}, {@code cas}, {@code add}
 * @param outcome     how it ended
 * @param invokeNanos when it was sent
 * @param returnNanos when its answer came, or {@link #NEVER}
 * @param key         the key, as a text
 * @param value       value written or read, as a text; the page cuts long ones
 * @param node        the node that was asked
 * @param position    where in the chain it took effect, for example {@code 8112.3}
 * @param error       what went wrong, in a few words
 */
public record Operation(
        long process,
        String f,
        Outcome outcome,
        long invokeNanos,
        long returnNanos,
        String key,
        String value,
        String node,
        String position,
        String error) {

    /** The {@code returnNanos} of an operation that never came back. */
    public static final long NEVER = -1;

    public Operation {
        Objects.requireNonNull(f);
        Objects.requireNonNull(outcome);
        key = Objects.requireNonNullElse(key, "");
        value = Objects.requireNonNullElse(value, "");
        node = Objects.requireNonNullElse(node, "");
        position = Objects.requireNonNullElse(position, "");
        error = Objects.requireNonNullElse(error, "");
        if (returnNanos != NEVER && returnNanos < invokeNanos) {
            throw new IllegalArgumentException("process " + process + " got an answer at "
                    + returnNanos + " ns to what it asked at " + invokeNanos + " ns");
        }
    }

    public boolean returned() {
        return returnNanos != NEVER;
    }

    /** How long its client waited; 0 if it never came back. */
    public long latencyNanos() {
        return returned() ? returnNanos - invokeNanos : 0;
    }
}
