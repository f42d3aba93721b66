package ariadne.chaos.lab;

import java.util.Collection;

/** What was asked for is unknown or cannot be had here; the message is one line for the user. */
public final class LabInputException extends LabException {
    public LabInputException(String message) {
        super(message);
    }

    /** A name that nobody knows, with those that are known. */
    public static LabInputException unknown(String what, String name, Collection<String> known) {
        return new LabInputException("unknown " + what + " \"" + name + "\"; known are: "
                + String.join(", ", known));
    }
}
