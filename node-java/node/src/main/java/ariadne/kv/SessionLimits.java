package ariadne.kv;

/**
 * How much the sessions may hold. The same on every node, since what is applied depends on it.
 *
 * @param maxOutstanding answers that a session may keep
 * @param maxSessions live sessions; with one more the least recently used expires
 */
public record SessionLimits(int maxOutstanding, int maxSessions) {
    public static final SessionLimits DEFAULT = new SessionLimits(2048, 65_536);

    /** Checks; both are 1 or more. */
    public SessionLimits {
        if (maxOutstanding < 1 || maxSessions < 1) {
            throw new IllegalArgumentException("session limits below 1: " + maxOutstanding + ", "
                    + maxSessions);
        }
    }
}
