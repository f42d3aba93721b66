package ariadne.checker;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.history.HistoryWriter;
import ariadne.checker.model.Calls;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.BruteForce;
import ariadne.checker.oracle.RandomHistory;
import ariadne.checker.oracle.Seeds;
import ariadne.checker.rung.Obvious;
import ariadne.checker.rung.SetOrder;
import ariadne.checker.rung.Witness;
import ariadne.checker.rung.Zones;
import ariadne.checker.search.Entrant;
import ariadne.checker.verdict.Verdict;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each rung against brute force, on a million small random histories each. */
class AgainstBruteForceTest {
  private static final int MILLION = 1_000_000;

  /** What became of a run, so that a test of nothing but valid histories is noticed. */
  private static final class Tally {
    int valid;
    int passes;
    int undecided;
  }

  private final Tally tally = new Tally();

  /** Judges {@code count} histories; a rung may say unknown, but never what is not so. */
  @SafeVarargs
  private void compare(String name, Model model, boolean unique, int most, int count,
      Function<KeyHistory, Verdict>... rungs) {
    long seed = Seeds.next(name);
    for (long i = 0; i < count; i++) {
      RandomHistory.Sample sample = RandomHistory.of(model, unique, most, seed + i);
      for (KeyHistory key : Calls.byKey(sample.history(), model)) {
        boolean valid = BruteForce.linearizable(key);
        if (sample.honest() && !valid) {
          throw wrong(name, seed + i, sample, "an honest history is invalid by brute force");
        }
        for (int r = 0; r < rungs.length; r++) {
          Verdict verdict = rungs[r].apply(key);
          if (verdict instanceof Verdict.Valid && !valid
              || verdict instanceof Verdict.Invalid && valid) {
            throw wrong(name, seed + i, sample, "rung " + r + " says " + verdict);
          }
          tally.undecided += verdict instanceof Verdict.Unknown ? 1 : 0;
        }
        tally.valid += valid ? 1 : 0;
        witness(name, seed + i, sample, key, valid);
      }
    }
    assertThat(tally.valid).as("valid ones").isBetween(count / 5, count / 5 * 4);
    assertThat(tally.passes).as("passes of the witness").isGreaterThan(count / 8);
  }

  private void witness(String name, long seed, RandomHistory.Sample sample, KeyHistory key,
      boolean valid) {
    boolean passed =
        Witness.check(key.model(), key.calls()) instanceof Witness.Answer.Passed;
    if (passed && !valid) {
      throw wrong(name, seed, sample, "the witness passes");
    }
    boolean any = key.calls().stream().anyMatch(call -> call.position() != null);
    if (sample.honest() && any && !passed) {
      throw wrong(name, seed, sample, "the witness fails on true positions");
    }
    tally.passes += passed ? 1 : 0;
  }

  private static AssertionError wrong(String name, long seed, RandomHistory.Sample sample,
      String what) {
    return new AssertionError(name + ", -Dariadne.seed=" + seed + ": " + what + "\n"
        + sample.history().ops().stream().map(HistoryWriter::line)
            .collect(Collectors.joining("\n")));
  }

  @Test
  void zones_decide_every_history_with_unique_values_rightly() {
    compare("zones", Model.CAS_REGISTER, true, 7, MILLION, Zones::check);
    assertThat(tally.undecided).isZero();
  }

  @Test
  void zones_are_right_about_what_they_decide_where_values_repeat() {
    compare("zones, repeats", Model.CAS_REGISTER, false, 5, 200_000, Zones::check);
    assertThat(tally.undecided).isLessThan(150_000);
  }

  private static Verdict obvious(KeyHistory key) {
    return Obvious.refute(key).map(e -> (Verdict) new Verdict.Invalid(e))
        .orElse(new Verdict.Unknown("not obvious"));
  }

  @Test
  void what_is_obviously_wrong_is_wrong() {
    compare("obvious", Model.CAS_REGISTER, false, 6, 200_000, AgainstBruteForceTest::obvious);
    assertThat(tally.undecided).isLessThan(190_000);
  }

  @Test
  void what_is_obviously_wrong_with_sets_is_wrong() {
    compare("obvious, sets", Model.SET, false, 6, 100_000, AgainstBruteForceTest::obvious);
    assertThat(tally.undecided).isLessThan(95_000);
  }

  @Test
  void set_order_decides_every_history_with_unique_elements_rightly() {
    compare("set order", Model.SET, true, 6, MILLION, SetOrder::check);
    assertThat(tally.undecided).isZero();
  }

  @Test
  void both_searches_decide_every_history_rightly() {
    compare("searches", Model.CAS_REGISTER, false, 7, MILLION, Entrant::depthFirst,
        Entrant::frontier);
    assertThat(tally.undecided).isZero();
  }

  @Test
  void both_searches_decide_registers_with_unique_values_rightly() {
    compare("searches, unique", Model.CAS_REGISTER, true, 8, 100_000, Entrant::depthFirst,
        Entrant::frontier);
    assertThat(tally.undecided).isZero();
  }

  @Test
  void both_searches_decide_sets_rightly() {
    compare("searches, sets", Model.SET, false, 6, 200_000, Entrant::depthFirst,
        Entrant::frontier);
    assertThat(tally.undecided).isZero();
  }
}
