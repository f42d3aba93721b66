package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Verdict;
import ariadne.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rung 2 for sets whose elements were each added once, exact in time linear in the history's size
 * but for sorting.
 *
 * <p>A set only grows, so the reads must form a chain under inclusion. That forces an order of
 * groups: the adds first seen in a read, the reads of that set, the adds first seen in the next
 * greater one, and so on; acknowledged adds that no read has come last, unknown ones that no read
 * has did not happen. Inside a group everything commutes, and by invocation is the order that fits
 * if any does.
 */
public final class SetOrder {
  private final KeyHistory history;
  private final Map<Object, Call> adders = new HashMap<>();
  private final List<Call> reads = new ArrayList<>();

  private SetOrder(KeyHistory history) {
    this.history = history;
  }

  /** Judges one key; unknown if it is no set or an element may have been added twice. */
  public static Verdict check(KeyHistory history) {
    return history.model() == Model.SET
        ? new SetOrder(history).judge()
        : new Verdict.Unknown("this is for sets");
  }

  static Set<Object> elements(Call read) {
    return ((Action.ReadSet) read.action()).elements();
  }

  private Verdict judge() {
    for (Call call : history.calls()) {
      if (call.action() instanceof Action.Add add) {
        if (adders.put(add.element(), call) != null) {
          return new Verdict.Unknown(
              "the element " + Words.value(add.element()) + " was added more than once");
        }
      } else {
        reads.add(call);
      }
    }
    reads.sort(Comparator.comparingInt((Call read) -> elements(read).size())
        .thenComparingInt(Call::start));
    SetWords words = new SetWords(history, adders, reads);
    List<Call> order = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < reads.size(); i++) {
      Call read = reads.get(i);
      if (i > 0 && !elements(read).containsAll(elements(reads.get(i - 1)))) {
        return new Verdict.Invalid(words.incomparable(reads.get(i - 1), read));
      }
      List<Call> group = new ArrayList<>();
      for (Object element : elements(read)) {
        if (!seen.contains(element)) {
          Call add = adders.get(element);
          if (add == null) {
            return new Verdict.Invalid(words.fromNowhere(read, element));
          }
          seen.add(element);
          group.add(add);
        }
      }
      group.sort(Comparator.comparingInt(Call::start));
      order.addAll(group);
      order.add(read);
    }
    for (Call call : history.calls()) {
      if (call.certain() && call.action() instanceof Action.Add add
          && !seen.contains(add.element())) {
        order.add(call);
      }
    }
    var late = Certificate.late(order);
    if (late.isPresent()) {
      var flaw = (Certificate.Flaw.Late) late.get();
      return new Verdict.Invalid(words.late(flaw.earlier(), flaw.call()));
    }
    return Certificate.flaw(history.model(), history.calls(), order).isEmpty()
        ? new Verdict.Valid()
        : new Verdict.Unknown("the set's order contradicts itself: report this as a bug");
  }
}
