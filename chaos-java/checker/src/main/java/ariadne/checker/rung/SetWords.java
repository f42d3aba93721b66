package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts into words what the order of a set's reads found. */
@SuppressWarnings("ReferenceEquality") // a call is itself, not one like it
final class SetWords {
  private final KeyHistory history;
  private final Map<Object, Call> adders;
  private final List<Call> reads;

  SetWords(KeyHistory history, Map<Object, Call> adders, List<Call> reads) {
    this.history = history;
    this.adders = adders;
    this.reads = reads;
  }

  Counterexample fromNowhere(Call read, Object element) {
    String had = had(read, element);
    for (Call failed : history.refused()) {
      if (failed.action() instanceof Action.Add add && add.element().equals(element)) {
        return of(Kind.VALUE_FROM_NOWHERE, had + "; but the only " + Words.call(failed)
            + " was refused, so it must never have happened.", failed, read);
      }
    }
    return of(Kind.VALUE_FROM_NOWHERE, had + "; but nobody ever added it.", read);
  }

  /** Neither read's set contains the other's. */
  Counterexample incomparable(Call one, Call other) {
    Call first = one.start() < other.start() ? one : other;
    Call second = first == one ? other : one;
    Object onlyFirst = missing(first, second);
    Object onlySecond = missing(second, first);
    if (first.end() < second.start()) {
      return vanished(first, second, onlyFirst);
    }
    return of(Kind.ORDER, had(first, onlyFirst) + " but not " + Words.value(onlySecond) + ", and "
        + had(second, onlySecond) + " but not " + Words.value(onlyFirst)
        + "; a set that only grows cannot have looked like both.", adders.get(onlyFirst),
        adders.get(onlySecond), first, second);
  }

  /** {@code late} had returned before {@code earlier} began, but has to follow it. */
  Counterexample late(Call earlier, Call late) {
    if (late.action() instanceof Action.ReadSet) {
      if (earlier.action() instanceof Action.Add add) {
        // The read has to follow the add because it, or a lesser one, has the element.
        return of(Kind.READ_BEFORE_WRITE, had(late, add.element()) + "; but it had returned "
            + Words.span(late, earlier) + "before the " + Words.call(earlier) + " began.", late,
            earlier);
      }
      return vanished(late, earlier, missing(late, earlier));
    }
    Object element = ((Action.Add) late.action()).element();
    Call witness = earlier.action() instanceof Action.ReadSet ? earlier : seer(earlier, element);
    String again = reads.stream().filter(read -> SetOrder.elements(read).contains(element))
        .min(Comparator.comparingInt(Call::start))
        .map(read -> read.start() > witness.start()
            ? "; a later read has it again" : "; another read has it")
        .orElse("; no read ever has it");
    if (witness == earlier) {
      return of(Kind.LOST_ELEMENT, "read by process " + witness.invocation().process()
          + " lacks element " + Words.value(element) + "; but process "
          + late.invocation().process() + " had added it, acknowledged "
          + Words.span(late, witness) + "before that read began" + again + ".", late, witness);
    }
    Object newer = ((Action.Add) earlier.action()).element();
    return of(Kind.LOST_ELEMENT, had(witness, newer) + " but not " + Words.value(element)
        + "; but the " + Words.call(late) + " was acknowledged " + Words.span(late, earlier)
        + "before the " + Words.call(earlier) + " began" + again + ".", late, earlier, witness);
  }

  /** A read that has what {@code add} added but lacks {@code element}. */
  private Call seer(Call add, Object element) {
    Object newer = ((Action.Add) add.action()).element();
    return reads.stream().filter(read -> SetOrder.elements(read).contains(newer)
        && !SetOrder.elements(read).contains(element)).findFirst().orElseThrow();
  }

  private Counterexample vanished(Call before, Call after, Object element) {
    return of(Kind.VANISHED_ELEMENT, had(before, element) + "; but the read by process "
        + after.invocation().process() + ", begun " + Words.span(before, after)
        + "after that one had returned, lacks it: the element vanished.", adders.get(element),
        before, after);
  }

  private static String had(Call read, Object element) {
    return "read by process " + read.invocation().process() + " has element "
        + Words.value(element);
  }

  private static Object missing(Call has, Call lacks) {
    return SetOrder.elements(has).stream()
        .filter(element -> !SetOrder.elements(lacks).contains(element)).findFirst().orElseThrow();
  }

  private Counterexample of(Kind kind, String words, Call... operations) {
    List<Call> ordered = Stream.of(operations).filter(call -> call != null).distinct()
        .sorted(Comparator.comparingInt(Call::start)).toList();
    return new Counterexample(history.key(), kind, Words.sentence(history, words), ordered);
  }
}
