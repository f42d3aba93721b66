package ariadne.checker.rung;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.history.HistoryWriter;
import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.Calls;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.BruteForce;
import ariadne.checker.oracle.RandomHistory;
import ariadne.checker.oracle.Seeds;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import ariadne.checker.verdict.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A counterexample is itself invalid, by brute force, together with where its values came from.
 */
class CounterexampleTest {

  @Test
  void four_operations_at_most_refute_a_register() {
    long seed = Seeds.next("counterexamples");
    for (int i = 0; i < 100_000; i++) {
      RandomHistory.Sample sample = RandomHistory.of(Model.CAS_REGISTER, true, 8, seed + i);
      for (KeyHistory key : Calls.byKey(sample.history(), Model.CAS_REGISTER)) {
        if (Zones.check(key) instanceof Verdict.Invalid invalid) {
          Counterexample example = invalid.counterexample();
          if (example.kind() != Counterexample.Kind.CYCLE
              && !example.sentence().contains("builds on")) {
            // What proves that an operation of unknown outcome took effect comes on top.
            long unknown = example.operations().stream().filter(call -> !call.certain()).count();
            assertThat(example.operations().size() - unknown).isBetween(1L, 4L);
          }
          refutes(key, withOrigins(key, example.operations()), seed + i);
        }
      }
    }
  }

  @Test
  void four_operations_at_most_refute_a_set() {
    long seed = Seeds.next("counterexamples, sets");
    for (int i = 0; i < 60_000; i++) {
      RandomHistory.Sample sample = RandomHistory.of(Model.SET, true, 7, seed + i);
      for (KeyHistory key : Calls.byKey(sample.history(), Model.SET)) {
        if (SetOrder.check(key) instanceof Verdict.Invalid invalid) {
          List<Call> operations = invalid.counterexample().operations();
          assertThat(operations).hasSizeBetween(1, 4);
          List<Call> part = key.calls().stream()
              .filter(call -> call.action() instanceof Action.Add || operations.contains(call))
              .toList();
          refutes(key, part, seed + i);
        }
      }
    }
  }

  private static List<Call> withOrigins(KeyHistory key, List<Call> operations) {
    Set<Object> needed = new HashSet<>();
    List<Call> part = new ArrayList<>();
    for (Call call : operations) {
      if (key.calls().contains(call)) {
        part.add(call);
        needed.add(Words.found(call));
        needed.add(Words.left(call));
      }
    }
    int before;
    do {
      before = part.size();
      for (Call call : key.calls()) {
        if (!part.contains(call) && !call.action().looksOnly()
            && needed.stream().anyMatch(value -> Objects.equals(value, Words.left(call)))) {
          part.add(call);
          needed.add(Words.found(call));
        }
      }
    } while (part.size() > before);
    return part;
  }

  private static void refutes(KeyHistory key, List<Call> part, long seed) {
    if (BruteForce.linearizable(key.with(part))) {
      throw new AssertionError("-Dariadne.seed=" + seed + ": this is linearizable: "
          + part.stream().map(Words::call).collect(Collectors.joining(", ")) + "\n"
          + key.calls().stream().map(call -> HistoryWriter.line(call.invocation()))
              .collect(Collectors.joining("\n")));
    }
  }
}
