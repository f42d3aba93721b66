package ariadne.paxos;

/**
 * Something that the protocol proves impossible has happened. The node stops; nothing is repaired.
 */
public final class BrokenInvariant extends Error {
    private static final long serialVersionUID = 1;

    public BrokenInvariant(String message) {
        super(message);
    }

    /** Throws unless the condition holds. Checked always, not with {@code assert}. */
    static void check(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new BrokenInvariant(String.format(message, arguments));
        }
    }
}
