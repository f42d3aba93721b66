package ariadne.chaos.lab;

/** Whether a lab can do a kind of fault for real. */
public sealed interface Capability {

    /** It can; the mechanism is a phrase for the report. */
    record Real(String mechanism) implements Capability {}

    /** It can't; why is a phrase for the user. */
    record Refused(String why) implements Capability {}
}
