package ariadne.bench;

/** Something that the user asked for and can't have. One line, exit code 254. */
final class BadArguments extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadArguments(String message) {
        super(message);
    }
}
