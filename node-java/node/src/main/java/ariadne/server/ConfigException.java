package ariadne.server;

/** A setting that can't be used. The message is one line and says what to do. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }
}
