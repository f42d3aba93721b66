package ariadne.checker;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.history.History;
import ariadne.checker.history.HistoryReader;
import ariadne.checker.history.HistoryWriter;
import ariadne.checker.history.Op;
import ariadne.checker.model.Calls;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.BruteForce;
import ariadne.checker.oracle.RandomHistory;
import ariadne.checker.oracle.Seeds;
import ariadne.checker.verdict.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole ladder on histories of several keys that went through a file, against brute force. */
class WholeLadderTest {
  private static final Budget BUDGET = new Budget(Long.MAX_VALUE, 64L << 20);

  @Test
  void says_what_brute_force_says_of_keyed_histories_read_from_text() {
    long seed = Seeds.next("whole ladder");
    int valid = 0;
    int count = 6_000;
    for (int i = 0; i < count; i++) {
      Model model = i % 3 == 0 ? Model.SET : Model.CAS_REGISTER;
      List<Op> ops = new ArrayList<>();
      for (long key = 0; key < 3; key++) {
        for (Op op : RandomHistory.of(model, i % 2 == 0, 5, seed + 3L * i + key).history().ops()) {
          ops.add(moved(op, key));
        }
      }
      History written = History.of(ops);
      String text = written.ops().stream().map(HistoryWriter::line)
          .collect(Collectors.joining("\n"));
      History history = HistoryReader.read(new StringReader(text), "random");
      assertThat(history.ops()).isEqualTo(written.ops());
      boolean expected =
          Calls.byKey(history, model).stream().allMatch(BruteForce::linearizable);
      Report report = Checker.check(history, model, BUDGET,
          Options.standard().withLeastOkPerKind(0).crossChecked());
      assertThat(report.verdict() instanceof Verdict.Valid)
          .as("-Dariadne.seed=%s: %s%n%s", seed, report, text).isEqualTo(expected);
      assertThat(report.verdict()).isNotInstanceOf(Verdict.Unknown.class);
      valid += expected ? 1 : 0;
    }
    assertThat(valid).isBetween(count / 20, count / 2);
  }

  private static Op moved(Op op, long key) {
    return new Op(-1, op.type(), (Long) op.process() + 100 * key, op.f(), key, op.value(),
        op.timeNanos(), op.position(), op.node(), op.id(), op.seen(), op.error(), op.more());
  }
}
