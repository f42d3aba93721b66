package ariadne.chaos.nemesis;

import java.util.OptionalLong;

/**
 * A fault that happened.
 *
 * @param startNanos when it began to be made, by the waiter's clock
 * @param endNanos when it was undone; empty while it is on
 * @param mechanism how the lab did it
 */
public record NemesisEvent(Fault fault, String mechanism, long startNanos,
        OptionalLong endNanos) {}
