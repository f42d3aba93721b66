package ariadne.checker.search;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.model.Call;
import ariadne.checker.model.Calls;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.BruteForce;
import ariadne.checker.oracle.RandomHistory;
import ariadne.checker.oracle.Seeds;
import ariadne.checker.oracle.Story;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Words;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShrinkTest {
  private static final long MEMORY_BYTES = 64L << 20;

  private static Counterexample explain(KeyHistory history) {
    return Explain.illegal(history, MEMORY_BYTES, () -> false);
  }

  @Test
  void what_is_left_fails_and_fails_in_the_whole_history_too() {
    long seed = Seeds.next("shrink");
    int shrunk = 0;
    for (Model model : new Model[] {Model.CAS_REGISTER, Model.SET}) {
      for (int i = 0; i < 10_000; i++) {
        RandomHistory.Sample sample = RandomHistory.of(model, false, 8, seed + i);
        for (KeyHistory key : Calls.byKey(sample.history(), model)) {
          if (BruteForce.linearizable(key)) {
            continue;
          }
          Shrink.Part part =
              Shrink.of(key, h -> !BruteForce.linearizable(h), () -> false);
          assertThat(fails(part)).as("-Dariadne.seed=" + (seed + i)).isTrue();
          shrunk += part.history().calls().size() < key.calls().size() ? 1 : 0;
          assertThat(explain(key).sentence()).endsWith(".");
        }
      }
    }
    assertThat(shrunk).isGreaterThan(2_500);
  }

  private static boolean fails(Shrink.Part part) {
    if (!part.anyBeginning()) {
      return !BruteForce.linearizable(part.history());
    }
    Set<Object> beginnings = new HashSet<>(Arrays.asList(null, "another"));
    part.history().calls().forEach(call -> beginnings.add(Words.found(call)));
    return beginnings.stream()
        .noneMatch(value -> BruteForce.linearizable(part.history().calls(), value));
  }

  /**
   * Reductions never make an invalid history of a valid one: shrinking one finds nothing to do.
   */
  @Test
  void no_reduction_of_a_valid_history_fails() {
    long seed = Seeds.next("shrink, valid");
    int[] asked = {0};
    for (Model model : new Model[] {Model.CAS_REGISTER, Model.SET}) {
      for (int i = 0; i < 10_000; i++) {
        RandomHistory.Sample sample = RandomHistory.of(model, false, 7, seed + i);
        for (KeyHistory key : Calls.byKey(sample.history(), model)) {
          if (BruteForce.linearizable(key) && key.calls().stream().anyMatch(Call::certain)) {
            // The whole is said to fail, as if the caller were mistaken; its parts are judged.
            long at = seed + i;
            Shrink.of(key, part -> {
              boolean whole = part.calls().size() == key.calls().size();
              boolean fails = !BruteForce.linearizable(part);
              assertThat(fails && !whole && !synthetic(part)).as("-Dariadne.seed=" + at).isFalse();
              asked[0]++;
              return fails;
            }, () -> false);
          }
        }
      }
    }
    assertThat(asked[0]).isGreaterThan(20_000);
  }

  private static boolean synthetic(KeyHistory part) {
    return !part.calls().isEmpty() && part.calls().get(0).start() < 0;
  }

  @Test
  void a_stale_read_among_repeated_values_is_cut_down_to_three_operations() {
    Story story = Story.onKey(7L);
    for (int i = 0; i < 300; i++) {
      story.write(i % 5, (long) (i % 3)).read(5, (long) (i % 3));
    }
    story.write(3, 1L).write(9, 2L).waitMillis(39).read(17, 1L);
    for (int i = 0; i < 300; i++) {
      story.write(i % 5, (long) (i % 3)).read(5, (long) (i % 3));
    }
    Counterexample example = explain(story.calls(Model.REGISTER));
    assertThat(example.kind()).isEqualTo(Kind.STALE_READ);
    assertThat(example.sentence()).isEqualTo("Key 7: read by process 17 returned 1; but process 9 "
        + "had replaced it with 2, acknowledged 40 ms before that began, and nobody wrote 1 "
        + "again.");
    assertThat(example.operations()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void a_lost_element_among_repeated_adds() {
    Story story = Story.onKey(null);
    story.addElement(1, 1L).addElement(2, 1L).addElement(3, 2L).readSet(4, 1L);
    Counterexample example = explain(story.calls(Model.SET));
    assertThat(example.kind()).isEqualTo(Kind.LOST_ELEMENT);
    assertThat(example.operations()).hasSize(2);
  }

  @Test
  void two_cas_on_a_value_that_was_there_once() {
    Story story = Story.onKey(7L).write(1, 1L).write(2, 1L).read(1, 1L).cas(3, 1L, 2L)
        .cas(4, 1L, 3L);
    Counterexample example = explain(story.calls(Model.CAS_REGISTER));
    assertThat(example.sentence()).contains("cas by process 4 succeeded on 1");
    assertThat(example.operations().stream().map(Call::invocation).map(op -> op.process()))
        .anyMatch(p -> Objects.equals(p, 4L));
  }
}
