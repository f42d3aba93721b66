package ariadne.checker;

import ariadne.checker.rung.Chain;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How to check.
 *
 * @param crossCheck whether zones judge too when the witness has passed
 * @param leastOkPerKind with fewer successful operations of a kind that was tried, a history that
 *     would be valid is unknown: it shows too little
 * @param chains the nodes' chains, empty if there are none to check
 * @param threads how many keys are searched at once
 * @param clockNanos a monotonic clock
 */
public record Options(boolean crossCheck, long leastOkPerKind, List<Chain> chains, int threads,
    LongSupplier clockNanos) {

  /** No cross-check, one success of each kind, no chains, all processors. */
  public static Options standard() {
    return new Options(false, 1, List.of(), Runtime.getRuntime().availableProcessors(),
        System::nanoTime);
  }

  /** These, with zones also asked when the witness has passed. */
  public Options crossChecked() {
    return new Options(true, leastOkPerKind, chains, threads, clockNanos);
  }

  /** These, with chains to check and to look acknowledged operations up in. */
  public Options withChains(List<Chain> nodes) {
    return new Options(crossCheck, leastOkPerKind, List.copyOf(nodes), threads, clockNanos);
  }

  /** These, asking for more successes of each kind. */
  public Options withLeastOkPerKind(long least) {
    return new Options(crossCheck, least, chains, threads, clockNanos);
  }

  /** These, on another clock. */
  public Options withClock(LongSupplier clock) {
    return new Options(crossCheck, leastOkPerKind, chains, threads, clock);
  }
}
