package ariadne.simulator;

/** An oracle has found something that must never be. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String words) {
        super(words);
    }

    Violation(String words, Throwable cause) {
        super(words, cause);
    }

    static void check(boolean holds, String words, Object... arguments) {
        if (!holds) {
            throw new Violation(String.format(words, arguments));
        }
    }
}
