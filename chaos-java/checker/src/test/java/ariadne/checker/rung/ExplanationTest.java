package ariadne.checker.rung;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.model.Model;
import ariadne.checker.oracle.Story;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Verdict;
import ariadne.checker.verdict.Words;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is wrong, word for word. */
class ExplanationTest {

  private static Counterexample register(Story story) {
    Verdict verdict = Zones.check(story.calls(Model.CAS_REGISTER));
    assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
    return ((Verdict.Invalid) verdict).counterexample();
  }

  private static Counterexample set(Story story) {
    Verdict verdict = SetOrder.check(story.calls(Model.SET));
    assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
    return ((Verdict.Invalid) verdict).counterexample();
  }

  private static void says(Counterexample example, Kind kind, int operations, String sentence) {
    assertThat(example.sentence()).isEqualTo(sentence);
    assertThat(example.kind()).isEqualTo(kind);
    assertThat(example.operations()).hasSize(operations);
  }

  @Test
  void stale_read() {
    says(register(Story.onKey(7L).write(3, 5L).write(9, 8L).waitMillis(39).read(17, 5L)),
        Kind.STALE_READ, 3, "Key 7: read by process 17 returned 5; but process 9 had replaced it "
            + "with 8, acknowledged 40 ms before that read began.");
  }

  @Test
  void stale_read_after_a_cas() {
    says(register(Story.onKey(7L).write(3, 5L).cas(9, 5L, 8L).waitMillis(39).read(17, 5L)),
        Kind.STALE_READ, 2, "Key 7: read by process 17 returned 5; but process 9 had replaced it "
            + "with 8, acknowledged 40 ms before that read began.");
  }

  @Test
  void stale_read_after_the_new_value_was_read_while_its_cas_runs() {
    says(register(Story.onKey(7L).write(3, 5L).invoke(9, "cas", Arrays.asList(5L, 8L)).read(4, 8L)
            .waitMillis(2).read(17, 5L).ok(9, Arrays.asList(5L, 8L))),
        Kind.STALE_READ, 3, "Key 7: read by process 17 returned 5; but process 9 had replaced it "
            + "with 8, which shows in that read of 8 by process 4 returned 3 ms before that read "
            + "began.");
  }

  /** Seed 2373481125526116072: a cas that itself may never have happened was named as the proof. */
  @Test
  void lost_update_proven_by_what_was_observed() {
    Story story = Story.onKey(null).cas(1, null, 2L).invoke(2, "cas", Arrays.asList(null, 3L))
        .invoke(3, "cas", Arrays.asList(3L, 4L)).invoke(4, "cas", Arrays.asList(3L, 5L))
        .read(5, 5L);
    Counterexample example = register(story);
    assertThat(example.kind()).isEqualTo(Kind.LOST_UPDATE);
    assertThat(example.operations().stream().map(Words::call)).containsExactly(
        "cas nil to 2 by process 1", "cas nil to 3 by process 2", "cas 3 to 5 by process 4",
        "read of 5 by process 5");
  }

  @Test
  void stale_read_of_an_absent_key() {
    says(register(Story.onKey(null).write(9, 8L).read(17, null)), Kind.STALE_READ, 2,
        "Read by process 17 returned nil (nothing); but process 9 had written 8, acknowledged "
            + "1 ms before that read began.");
  }

  @Test
  void a_value_that_comes_back_between_two_reads() {
    says(register(Story.onKey("k").invoke(1, "write", 1L).invoke(2, "write", 2L).read(3, 1L)
            .read(4, 2L).read(5, 1L).ok(1, 1L).ok(2, 2L)),
        Kind.STALE_READ, 3, "Key \"k\": read by process 5 returned 1; but process 4 had already "
            + "seen its successor 2, answered 1 ms before that read began (and 1 came first: read "
            + "of 1 by process 3 was over 1 ms before read of 2 by process 4 began).");
  }

  @Test
  void failed_cas_that_met_an_old_value() {
    says(register(Story.onKey(7L).write(3, 5L).write(9, 8L).invoke(4, "cas", Arrays.asList(1L, 2L))
            .refused(4, 5L)),
        Kind.STALE_READ, 3, "Key 7: failed cas by process 4 met 5; but process 9 had replaced it "
            + "with 8, acknowledged 1 ms before that failed cas began.");
  }

  @Test
  void failed_cas_that_met_what_it_expected() {
    says(register(Story.onKey(7L).write(3, 5L).invoke(4, "cas", Arrays.asList(5L, 2L))
            .refused(4, 5L)),
        Kind.WRONG_REFUSAL, 1, "Key 7: cas of 5 by process 4 failed, although the value it met "
            + "was just the one it expected, 5.");
  }

  @Test
  void lost_update() {
    says(register(Story.onKey(7L).write(3, 5L).cas(4, 5L, 6L).cas(9, 5L, 8L)), Kind.LOST_UPDATE, 2,
        "Key 7: cas 5 to 6 by process 4 and cas 5 to 8 by process 9 both succeeded; but that "
            + "value was written once and only one can have replaced it: an update is lost.");
  }

  @Test
  void value_that_nobody_wrote() {
    says(register(Story.onKey(7L).write(3, 5L).read(4, 6L)), Kind.VALUE_FROM_NOWHERE, 1,
        "Key 7: read by process 4 returned 6; but nobody ever wrote 6.");
    says(register(Story.onKey(7L).cas(4, 6L, 7L)), Kind.VALUE_FROM_NOWHERE, 1,
        "Key 7: cas by process 4 succeeded on 6; but nobody ever wrote 6.");
  }

  @Test
  void value_of_a_refused_write() {
    says(register(Story.onKey(7L).invoke(3, "write", 6L).fail(3).read(4, 6L)),
        Kind.VALUE_FROM_NOWHERE, 2, "Key 7: read by process 4 returned 6; but the only write of 6 "
            + "by process 3 was refused, so it must never have happened.");
  }

  @Test
  void read_before_its_write() {
    says(register(Story.onKey(7L).read(4, 5L).waitMillis(2).write(3, 5L)), Kind.READ_BEFORE_WRITE,
        2, "Key 7: read by process 4 returned 5; but that was 3 ms before the write of 5 by "
            + "process 3 began.");
  }

  @Test
  void cycle_of_cas() {
    says(register(Story.onKey(7L).invoke(1, "cas", Arrays.asList(1L, 2L))
            .invoke(2, "cas", Arrays.asList(2L, 1L)).ok(1, Arrays.asList(1L, 2L))
            .ok(2, Arrays.asList(2L, 1L))),
        Kind.CYCLE, 2, "Key 7: cas 1 to 2 by process 1, cas 2 to 1 by process 2 all took effect; "
            + "but each needs the value that another of them wrote, so none can have been first.");
  }

  @Test
  void cas_on_a_value_long_gone() {
    Counterexample example =
        register(Story.onKey(7L).write(3, 5L).write(9, 8L).cas(4, 5L, 6L));
    says(example, Kind.ORDER, 3, "Key 7: write of 5 by process 3 was over 1 ms before write of 8 "
        + "by process 9 began, and write of 8 by process 9 was over 1 ms before cas 5 to 6 by "
        + "process 4 began; but 5 to 6 stood there in one piece and so did 8: neither can have "
        + "come first.");
  }

  @Test
  void element_that_was_lost() {
    says(set(Story.onKey(null).addElement(1, 5L).addElement(2, 6L).waitMillis(39).readSet(3, 5L)),
        Kind.LOST_ELEMENT, 2, "Read by process 3 lacks element 6; but process 2 had added it, "
            + "acknowledged 40 ms before that read began; no read ever has it.");
    says(set(Story.onKey(null).addElement(1, 5L).readSet(3).readSet(4, 5L)),
        Kind.LOST_ELEMENT, 2, "Read by process 3 lacks element 5; but process 1 had added it, "
            + "acknowledged 1 ms before that read began; a later read has it again.");
  }

  @Test
  void element_lost_though_a_newer_one_is_there() {
    says(set(Story.onKey(null).invoke(3, "read", null).addElement(1, 5L).addElement(2, 6L)
            .ok(3, java.util.Set.of(6L))),
        Kind.LOST_ELEMENT, 3, "Read by process 3 has element 6 but not 5; but the add of 5 by "
            + "process 1 was acknowledged 1 ms before the add of 6 by process 2 began; no read "
            + "ever has it.");
  }

  @Test
  void element_that_vanished() {
    says(set(Story.onKey(null).invoke(1, "add", 5L).info(1).readSet(2, 5L).waitMillis(39)
            .readSet(3)),
        Kind.VANISHED_ELEMENT, 3, "Read by process 2 has element 5; but the read by process 3, "
            + "begun 40 ms after that one had returned, lacks it: the element vanished.");
  }

  @Test
  void element_from_nowhere_and_before_its_time() {
    says(set(Story.onKey(1L).readSet(2, 5L)), Kind.VALUE_FROM_NOWHERE, 1,
        "Key 1: read by process 2 has element 5; but nobody ever added it.");
    says(set(Story.onKey(1L).readSet(2, 5L).addElement(1, 5L)), Kind.READ_BEFORE_WRITE, 2,
        "Key 1: read by process 2 has element 5; but it had returned 1 ms before the add of 5 by "
            + "process 1 began.");
  }

  @Test
  void reads_of_a_set_that_do_not_contain_one_another() {
    says(set(Story.onKey(null).invoke(1, "add", 5L).invoke(2, "add", 6L).invoke(3, "read", null)
            .invoke(4, "read", null).ok(3, java.util.Set.of(5L)).ok(4, java.util.Set.of(6L))),
        Kind.ORDER, 4, "Read by process 3 has element 5 but not 6, and read by process 4 has "
            + "element 6 but not 5; a set that only grows cannot have looked like both.");
  }
}
