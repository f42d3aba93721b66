package ariadne.server;

/**
 * A setting that can't be used. The message says what to do, in one line, whatever the setting
 * holds.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message.replaceAll("\\p{Cntrl}", "?"));
    }
}
