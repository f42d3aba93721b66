package ariadne.simulator;

/** An oracle has found something that must never be. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Violation(String words) {
        super(words);
    }

    public Violation(String words, Throwable cause) {
        super(words, cause);
    }

    /** Throws one with these words unless it holds. */
    public static void check(boolean holds, String words, Object... arguments) {
        if (!holds) {
            throw new Violation(String.format(words, arguments));
        }
    }
}
