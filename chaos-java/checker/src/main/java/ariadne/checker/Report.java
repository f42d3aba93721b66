package ariadne.checker;

import ariadne.checker.rung.Integrity;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * All that a check found.
 *
 * @param verdict over all: linearizability, integrity of the chains, enough successes
 * @param linearizability of what the clients saw, on its own
 * @param rungs what each rung did, from the top of the ladder down
 * @param failures the keys that are invalid or unknown, invalid ones first
 * @param findings what is wrong with the chains
 * @param lost acknowledged updates that are in no chain
 * @param stats counts of operations
 * @param keys how many keys there are; 1 for a history without independent keys
 */
public record Report(Verdict verdict, Verdict linearizability, List<RungReport> rungs,
    List<KeyFailure> failures, List<Integrity.Finding> findings, List<Counterexample> lost,
    Stats stats, int keys) {

  /** The counterexample of an invalid verdict. */
  public Optional<Counterexample> counterexample() {
    return verdict instanceof Verdict.Invalid invalid
        ? Optional.of(invalid.counterexample())
        : Optional.empty();
  }

  /** The rung called {@code name}. */
  public Optional<RungReport> rung(String name) {
    return rungs.stream().filter(rung -> rung.name().equals(name)).findFirst();
  }

  /**
   * Whether the servers claim an order that is none, although the clients saw nothing wrong: a bug
   * of its own, and no reason for an invalid verdict.
   */
  public boolean claimedOrderIsWrong() {
    return rung(Checker.WITNESS).orElseThrow().outcome() == RungReport.Outcome.FAILED;
  }
}
