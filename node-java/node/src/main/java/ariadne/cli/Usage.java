package ariadne.cli;

/** Something that the user asked for and can't have. One line, exit code 254. */
final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1;

    Usage(String message) {
        super(message.replaceAll("\\p{Cntrl}", "?"));
    }
}
