package ariadne.chaos.report;

/** The three verdicts there are. */
public enum Answer {
    VALID,
    INVALID,
    UNKNOWN
}
