package ariadne.checker;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.generate.Workload;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.Story;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a search alone does not answer: CHECKER's measured cases, at moderate size. */
@Timeout(60)
class HardCasesTest {
  private static final Budget BUDGET = new Budget(40_000_000_000L, 200L << 20);

  private static List<Op> ops(Workload workload) {
    return Workload.withoutPositions(workload.ops());
  }

  @Test
  void one_stale_read_among_a_hundred_thousand_operations_on_ten_keys() {
    List<Op> ops = ops(new Workload(1, 10, 20, 100_000, 0, 10));
    assertThat(Checker.check(History.of(ops), Model.CAS_REGISTER, BUDGET).verdict())
        .isEqualTo(new Verdict.Valid());
    Report report =
        Checker.check(Workload.staleRead(ops, 150_000), Model.CAS_REGISTER, BUDGET);
    Counterexample example = report.counterexample().orElseThrow();
    assertThat(report.failures()).hasSize(1);
    assertThat(report.failures().get(0).rung()).isEqualTo(Checker.ZONES);
    assertThat(example.kind()).isEqualTo(Kind.STALE_READ);
    assertThat(example.operations()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void one_hot_key_with_unique_values() {
    List<Op> ops = ops(new Workload(2, 1, 20, 4_000, 0, 0));
    assertThat(Checker.check(History.of(ops), Model.CAS_REGISTER, BUDGET).verdict())
        .isEqualTo(new Verdict.Valid());
    assertThat(Checker.check(Workload.staleRead(ops, 6_000), Model.CAS_REGISTER, BUDGET)
        .verdict()).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void a_hot_key_with_five_values_needs_the_search() {
    List<Op> ops = ops(new Workload(3, 1, 10, 2_000, 5, 5));
    Report report = Checker.check(History.of(ops), Model.CAS_REGISTER, BUDGET);
    assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(report.rung(Checker.SEARCH).orElseThrow().outcome())
        .isEqualTo(RungReport.Outcome.PASSED);
  }

  @Test
  void twenty_keys_with_five_values_are_searched_in_parallel() {
    List<Op> ops = ops(new Workload(4, 20, 10, 20_000, 5, 10));
    assertThat(Checker.check(History.of(ops), Model.CAS_REGISTER, BUDGET).verdict())
        .isEqualTo(new Verdict.Valid());
  }

  @Test
  void twenty_two_crashed_operations_and_a_planted_violation() {
    List<Op> ops = new ArrayList<>();
    Story story = Story.onKey(0L);
    for (int p = 0; p < 22; p++) {
      story.invoke(1_000 + p, "write", (long) (p % 5)).info(1_000 + p);
    }
    ops.addAll(story.history().ops());
    List<Op> later = ops(new Workload(5, 1, 5, 1_000, 5, 0));
    later.forEach(op -> ops.add(op.withIndex(-1)));
    Op read = Op.invoke(7_777, "read", 0L, null, 50_000_000L);
    ops.add(1_500, read);
    ops.add(1_501, read.ok(77L, 50_000_001L));
    List<Op> renumbered = ops.stream().map(op -> op.withIndex(-1)).toList();
    Report report = Checker.check(History.of(renumbered), Model.CAS_REGISTER, BUDGET);
    Counterexample example = report.counterexample().orElseThrow();
    assertThat(example.kind()).isEqualTo(Kind.VALUE_FROM_NOWHERE);
    assertThat(example.operations()).hasSize(1);
  }
}
