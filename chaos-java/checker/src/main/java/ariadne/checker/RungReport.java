package ariadne.checker;

/**
 * What one rung of the ladder did.
 *
 * @param name integrity, witness, zones, set order or search
 * @param words what happened, a clause
 * @param elapsedNanos time taken, in nanoseconds
 */
public record RungReport(String name, Outcome outcome, String words, long elapsedNanos) {

  /** How a rung ended. */
  public enum Outcome {
    /** All it was asked is right. */
    PASSED,
    /** It found something wrong. */
    FAILED,
    /** It could not say, for some of what it was asked at least. */
    UNDECIDED,
    /** Nobody needed it. */
    NOT_ASKED
  }
}
