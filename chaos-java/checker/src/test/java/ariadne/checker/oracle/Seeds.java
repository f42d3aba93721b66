package ariadne.checker.oracle;

import java.util.SplittableRandom;

/** Where random tests get their seed: {@code -Dariadne.seed=N} replays one. */
public final class Seeds {

  private Seeds() {}

  /** A seed, printed so that the run can be repeated. */
  public static long next(String test) {
    Long given = Long.getLong("ariadne.seed");
    long seed = given != null ? given : new SplittableRandom().nextLong();
    System.out.println(test + ": -Dariadne.seed=" + seed);
    return seed;
  }
}
