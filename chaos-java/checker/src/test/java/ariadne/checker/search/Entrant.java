package ariadne.checker.search;

import ariadne.checker.model.KeyHistory;
import ariadne.checker.verdict.Verdict;

/** One search without its competitor, as a rung, for tests outside this package. */
public final class Entrant {
  private static final long MEMORY_BYTES = 64L << 20;

  private Entrant() {}

  /** Only depth-first. */
  public static Verdict depthFirst(KeyHistory history) {
    return alone(history, Competition.Entrants.DEPTH_FIRST);
  }

  /** Only the frontier. */
  public static Verdict frontier(KeyHistory history) {
    return alone(history, Competition.Entrants.FRONTIER);
  }

  private static Verdict alone(KeyHistory history, Competition.Entrants entrants) {
    return switch (Competition.run(history, MEMORY_BYTES, () -> false, entrants)) {
      case Competition.Answer.Legal legal -> new Verdict.Valid();
      case Competition.Answer.Illegal illegal -> new Verdict.Invalid(null);
      case Competition.Answer.Unknown unknown -> new Verdict.Unknown(unknown.why());
    };
  }
}
