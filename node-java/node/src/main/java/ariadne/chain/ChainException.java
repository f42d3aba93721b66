package ariadne.chain;

/** An operating error of the chain. Its message is one line: file, fact, and what to do. */
public class ChainException extends Exception {
    private static final long serialVersionUID = 1;

    public ChainException(String message) {
        super(message);
    }

    public ChainException(String message, Throwable cause) {
        super(message, cause);
    }
}
