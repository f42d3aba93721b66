package ariadne.chain;

/** A block that was readable at start is so no more. The step under way can't go on. */
public final class UnreadableBlockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableBlockException(ChainException cause) {
        super(cause.getMessage(), cause);
    }
}
