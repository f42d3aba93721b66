package ariadne.chaos.lab;

/** The lab itself failed: a node did not start, a tool of the system said no. Not a verdict. */
public class LabException extends RuntimeException {
    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
