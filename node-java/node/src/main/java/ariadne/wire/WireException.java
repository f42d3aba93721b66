package ariadne.wire;

/** Bytes that are no frame of this version: an operating error of the link they came on. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1;

    public WireException(String message) {
        super(message);
    }

    static WireException of(String format, Object... arguments) {
        return new WireException(String.format(format, arguments));
    }
}
