package ariadne.client;

import ariadne.client.Outcome.Reason;

/** When to try again. */
final class Retries {
    private Retries() {}

    /** Whether another attempt would be refused as well. */
    static boolean isHopeless(Reason reason) {
        return switch (reason) {
            case NO_LEADER, BUSY, STOPPING, UNFIT, UNREACHABLE -> false;
            case TOO_LARGE, BAD_REQUEST, NO_SESSION, BELOW_FLOOR, TOO_MANY_OUTSTANDING,
                    WRONG_CLUSTER, CLOSED -> true;
        };
    }

    /** The wait before the next attempt: doubled each time, up to ten times the first. */
    static long delayMillis(long firstMillis, int attempts) {
        return Math.min(10 * firstMillis, firstMillis << Math.min(attempts - 1, 4));
    }
}
