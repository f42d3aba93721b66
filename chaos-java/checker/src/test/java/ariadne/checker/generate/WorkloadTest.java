package ariadne.checker.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.Report;
import ariadne.checker.RungReport;
import ariadne.checker.RungReport.Outcome;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Workload SMALL = Workload.of(3, 10, 3_000).withInfoPerMille(50);

  private static Report check(History history) {
    return Checker.check(history, Model.CAS_REGISTER, Budget.ofSeconds(20));
  }

  @Test
  void the_order_that_it_claims_is_a_linearization() {
    for (long seed = 1; seed <= 20; seed++) {
      Report report = check(History.of(SMALL.withSeed(seed).ops()));
      assertThat(report.verdict()).as("seed %d", seed).isEqualTo(new Verdict.Valid());
      RungReport witness = report.rung(Checker.WITNESS).orElseThrow();
      assertThat(witness.outcome()).as(witness.words()).isEqualTo(Outcome.PASSED);
    }
  }

  @Test
  void without_positions_it_is_judged_by_zones() {
    Report report = check(History.of(Workload.withoutPositions(SMALL.ops())));
    assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(report.rung(Checker.WITNESS).orElseThrow().outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(report.rung(Checker.ZONES).orElseThrow().outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void a_stale_read_is_found_with_positions_and_without() {
    List<Op> ops = SMALL.ops();
    assertThat(check(Workload.staleRead(ops, 4_000)).verdict())
        .isInstanceOf(Verdict.Invalid.class);
    assertThat(check(Workload.staleRead(Workload.withoutPositions(ops), 4_000)).verdict())
        .isInstanceOf(Verdict.Invalid.class);
    assertThatThrownBy(() -> Workload.staleRead(ops, ops.size()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_is_what_was_ordered() {
    List<Op> ops = SMALL.withValues(4).ops();
    assertThat(ops).isEqualTo(SMALL.withValues(4).ops());
    assertThat(ops).filteredOn(op -> op.type() == OpType.INVOKE).hasSize(3_000);
    assertThat(ops).extracting(Op::key).containsOnly(0L, 1L, 2L);
    assertThat(ops).filteredOn(op -> op.f().equals("write")).extracting(Op::value)
        .containsOnly(0L, 1L, 2L, 3L);
    long updates = ops.stream()
        .filter(op -> op.type() == OpType.INVOKE && !op.f().equals("read")).count();
    long unknown = ops.stream().filter(op -> op.type() == OpType.INFO).count();
    assertThat(unknown).isBetween(updates / 40, updates / 10);
    assertThatThrownBy(() -> Workload.of(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
