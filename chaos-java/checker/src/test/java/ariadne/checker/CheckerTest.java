package ariadne.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.checker.RungReport.Outcome;
import ariadne.checker.history.BadHistoryException;
import ariadne.checker.history.History;
import ariadne.checker.history.HistoryReader;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.Position;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.Story;
import ariadne.checker.rung.Chain;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Verdict;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final Budget BUDGET = Budget.ofSeconds(60);

  private static Report sample(String name, Model model) {
    return Checker.check(HistoryReader.read(Path.of("src/test/resources/histories", name)), model,
        BUDGET);
  }

  private static List<Outcome> outcomes(Report report) {
    return report.rungs().stream().map(RungReport::outcome).toList();
  }

  @Test
  void judges_histories_that_jepsen_wrote() {
    Report fresh = sample("jepsen-new.edn", Model.CAS_REGISTER);
    assertThat(fresh.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(fresh.keys()).isEqualTo(2);
    assertThat(outcomes(fresh)).containsExactly(Outcome.NOT_ASKED, Outcome.UNDECIDED,
        Outcome.PASSED, Outcome.NOT_ASKED);
    assertThat(fresh.stats().all()).isEqualTo(new Stats.Count(5, 1, 1));
    assertThat(sample("jepsen-tagged.edn", Model.REGISTER).verdict())
        .isEqualTo(new Verdict.Valid());
    Report old = sample("jepsen-old.edn", Model.CAS_REGISTER);
    assertThat(old.counterexample().orElseThrow().sentence()).isEqualTo("Read by process 0 "
        + "returned 2; but process 2 had replaced it with 4, acknowledged before that read "
        + "began.");
    Report set = sample("set.edn", Model.SET);
    assertThat(set.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(set.rung(Checker.WITNESS).orElseThrow().outcome()).isEqualTo(Outcome.PASSED);
  }

  private static History witnessed(long readHeight) {
    List<Op> ops = new ArrayList<>();
    Op write = Op.invoke(0, "write", null, 1L, 0).withId(new OpId(4L, 1));
    Op again = Op.invoke(0, "write", null, 2L, 20).withId(new OpId(4L, 2));
    Op read = Op.invoke(1, "read", null, null, 40);
    ops.add(write);
    ops.add(write.ok(10).withPosition(new Position(1, 0)));
    ops.add(again);
    ops.add(again.ok(30).withPosition(new Position(2, 0)));
    ops.add(read);
    ops.add(read.ok(2L, 50).withPosition(Position.read(readHeight)));
    return History.of(ops);
  }

  @Test
  void a_passing_witness_is_enough_and_can_be_cross_checked() {
    Report report = Checker.check(witnessed(2), Model.REGISTER, BUDGET);
    assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(outcomes(report)).containsExactly(Outcome.NOT_ASKED, Outcome.PASSED,
        Outcome.NOT_ASKED, Outcome.NOT_ASKED);
    Report both = Checker.check(witnessed(2), Model.REGISTER, BUDGET,
        Options.standard().crossChecked());
    assertThat(outcomes(both)).containsExactly(Outcome.NOT_ASKED, Outcome.PASSED, Outcome.PASSED,
        Outcome.NOT_ASKED);
  }

  @Test
  void an_answer_without_position_leaves_the_witness_nothing_to_say() {
    List<Op> ops = new ArrayList<>(witnessed(2).ops());
    ops.set(5, ops.get(5).withPosition(null));
    Report report = Checker.check(History.of(ops), Model.REGISTER, BUDGET);
    assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(report.rung(Checker.WITNESS).orElseThrow().words())
        .isEqualTo("1 operations do not say where in the chain they took effect");
    assertThat(report.claimedOrderIsWrong()).isFalse();
  }

  @Test
  void a_false_claim_of_order_is_reported_but_does_not_make_the_history_invalid() {
    Report report = Checker.check(witnessed(1), Model.REGISTER, BUDGET);
    assertThat(report.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(report.claimedOrderIsWrong()).isTrue();
    assertThat(report.rung(Checker.WITNESS).orElseThrow().words()).isEqualTo("the order that the "
        + "servers claim is not a linearization: write of 2 by process 0 at [2 0] stands after "
        + "read of 2 by process 1 at [1], but had returned 10 ns before that one began");
  }

  private static Chain chain(String node, String secondHash, List<OpId> second) {
    return new Chain(node, true, List.of(new Chain.Block(1, "a", List.of(new OpId(4L, 1))),
        new Chain.Block(2, secondHash, second)));
  }

  private static Report withChains(Chain... chains) {
    return Checker.check(witnessed(2), Model.REGISTER, BUDGET,
        Options.standard().withChains(List.of(chains)));
  }

  @Test
  void chains_must_agree_repeat_nothing_and_hold_what_was_acknowledged() {
    List<OpId> second = List.of(new OpId(4L, 2));
    Report good = withChains(chain("n1", "b", second), chain("n2", "b", second));
    assertThat(good.verdict()).isEqualTo(new Verdict.Valid());
    assertThat(good.rung(Checker.INTEGRITY).orElseThrow().outcome()).isEqualTo(Outcome.PASSED);

    Report fork = withChains(chain("n1", "b", second), chain("n2", "c", second));
    assertThat(fork.counterexample().orElseThrow().kind()).isEqualTo(Kind.BAD_CHAINS);
    assertThat(fork.linearizability()).isEqualTo(new Verdict.Valid());
    assertThat(fork.findings().get(0).sentence()).isEqualTo("The chains of n1 and n2 differ from "
        + "height 2 on: two different blocks were decided there.");

    Report twice = withChains(chain("n1", "b", List.of(new OpId(4L, 2), new OpId(4L, 1))));
    assertThat(twice.findings().get(0).sentence()).isEqualTo(
        "Operation [4 1] stands in the chain of n1 twice, at height 1 and at height 2.");
    assertThat(twice.verdict()).isInstanceOf(Verdict.Invalid.class);

    Report lost = withChains(chain("n1", "b", List.of()));
    assertThat(lost.counterexample().orElseThrow().sentence()).isEqualTo("Acknowledged but lost: "
        + "write of 2 by process 0 was answered ok, but its operation [4 2] stands in no chain.");

    Report partial = withChains(new Chain("n1", false, List.of(
        new Chain.Block(5, "e", List.of()), new Chain.Block(7, "g", List.of()))));
    assertThat(partial.lost()).isEmpty();
    assertThat(partial.findings().get(0).sentence())
        .isEqualTo("The chain of n1 goes from height 5 to height 7.");
  }

  @Test
  void too_few_successes_are_unknown_not_valid() {
    History history = Story.onKey(null).write(0, 1L).invoke(1, "read", null).fail(1).history();
    assertThat(Checker.check(history, Model.REGISTER, BUDGET).verdict())
        .isEqualTo(new Verdict.Unknown("of 1 operations of kind read only 0 succeeded, too few to "
            + "conclude anything"));
    assertThat(Checker.check(witnessed(2), Model.REGISTER, BUDGET,
        Options.standard().withLeastOkPerKind(2)).verdict()).isInstanceOf(Verdict.Unknown.class);
    assertThat(Checker.check(History.of(List.of(Op.nemesis("kill", null, 1))), Model.SET, BUDGET)
        .verdict()).isEqualTo(new Verdict.Unknown("no client did anything"));
  }

  /** Sixteen writes at once, then reads that no order explains, and only two values. */
  private static History hard() {
    Story story = Story.onKey(null);
    for (int p = 0; p < 40; p++) {
      story.invoke(p, "write", (long) (p % 20));
    }
    for (int p = 100; p < 120; p++) {
      story.read(p, (long) (p % 20)).read(p, (long) (p % 20));
    }
    for (int p = 0; p < 40; p++) {
      story.ok(p, (long) (p % 20));
    }
    for (int p = 0; p < 3; p++) {
      story.read(p, (long) p);
    }
    return story.history();
  }

  @Test
  void out_of_time_and_out_of_memory_are_unknown() {
    AtomicLong clock = new AtomicLong();
    Report late = Checker.check(hard(), Model.REGISTER, new Budget(1_000, 1L << 26),
        Options.standard().withClock(() -> clock.addAndGet(100)));
    assertThat(late.verdict()).isInstanceOf(Verdict.Unknown.class);
    assertThat(((Verdict.Unknown) late.verdict()).why()).contains("used up its time");
    Report large = Checker.check(hard(), Model.REGISTER, new Budget(Long.MAX_VALUE, 1L << 19));
    assertThat(((Verdict.Unknown) large.verdict()).why()).contains("used up its memory");
    assertThat(large.failures()).hasSize(1);
  }

  @Test
  void histories_that_make_no_sense_have_one_clear_sentence() {
    bad("{:process 1, :type :ok, :f :read, :value 1}", "a completion of process 1 that had "
        + "invoked nothing");
    bad("{:process 1, :type :invoke, :f :read, :value nil}"
        + "{:process 1, :type :invoke, :f :read, :value nil}", "is still open");
    bad("{:process 1, :type :invoke, :f :enqueue, :value 1}",
        ":enqueue is not an operation of the model cas-register");
    bad("{:process 1, :type :invoke, :f :cas, :value 1}", "must be [expected new]");
    bad("{:process 1, :type :invoke, :f :read, :value [1 nil]}"
        + "{:process 1, :type :ok, :f :read, :value [2 nil]}", "completes another :f or key");
  }

  private static void bad(String text, String message) {
    History history = HistoryReader.read(new StringReader(text), "h");
    assertThatThrownBy(() -> Checker.check(history, Model.CAS_REGISTER, BUDGET))
        .isInstanceOf(BadHistoryException.class).hasMessageContaining(message);
  }

  @Test
  void a_cas_that_failed_with_an_error_saw_nothing() {
    String text = "{:process 1, :type :invoke, :f :cas, :value [1 2]}"
        + "{:process 1, :type :fail, :f :cas, :value [1 2], :seen 9%s}"
        + "{:process 2, :type :invoke, :f :cas, :value [nil 2]}"
        + "{:process 2, :type :ok, :f :cas, :value [nil 2]}";
    History dropped =
        HistoryReader.read(new StringReader(text.formatted(", :error :timeout")), "h");
    assertThat(Checker.check(dropped, Model.CAS_REGISTER, BUDGET).verdict())
        .isEqualTo(new Verdict.Valid());
    History judged = HistoryReader.read(new StringReader(text.formatted("")), "h");
    assertThat(Checker.check(judged, Model.CAS_REGISTER, BUDGET).counterexample().orElseThrow()
        .sentence()).isEqualTo("Failed cas by process 1 met 9; but nobody ever wrote 9.");
  }

  /** Many keys, so that the threads of the search share the work; one of them lies. */
  @Test
  void failures_come_by_key_with_their_rung() {
    List<Op> ops = new ArrayList<>();
    for (long key = 0; key < 12; key++) {
      Story story = Story.onKey(key).write(key, 1L).write(key, 2L).write(key, 1L);
      ops.addAll((key == 5 ? story.write(key, 2L) : story).read(key, 1L).history().ops());
    }
    List<Op> numbered = ops.stream().map(op -> op.withIndex(-1)).toList();
    Report report = Checker.check(History.of(numbered), Model.REGISTER, BUDGET);
    assertThat(report.keys()).isEqualTo(12);
    assertThat(report.failures()).hasSize(1);
    assertThat(report.failures().get(0).key()).isEqualTo(5L);
    assertThat(report.failures().get(0).rung()).isEqualTo(Checker.SEARCH);
    assertThat(report.rung(Checker.SEARCH).orElseThrow().words())
        .isEqualTo("11 of 12 keys linearizable, 1 not");
    assertThat(report.counterexample().orElseThrow().kind()).isEqualTo(Kind.STALE_READ);
  }

  @Test
  void models_have_names() {
    assertThat(Model.named("cas-register")).isEqualTo(Model.CAS_REGISTER);
    assertThatThrownBy(() -> Model.named("queue"))
        .hasMessage("no model is called queue; there are [register, cas-register, set]");
  }
}
