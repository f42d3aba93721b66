package ariadne.checker.search;

import ariadne.checker.edn.Symbol;
import ariadne.checker.history.Op;
import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Makes a failing history small. Every step takes a valid history to a valid one, so what is left
 * does not fail for a reason of its own, as it would if the write of a value that is read were
 * left out: a prefix; a suffix that may begin in any state; without all operations on some values;
 * without some looks; without updates whose value nobody looks at.
 */
final class Shrink {
  /** A beginning that no operation looks at; no reader makes a symbol with blanks. */
  private static final Object SOMETHING_ELSE = new Symbol("something else");

  private final Predicate<KeyHistory> invalid;
  private final BooleanSupplier timeIsUp;
  private KeyHistory history;
  private boolean anyBeginning;

  /** What is left, and whether it fails whatever the register held when it began. */
  record Part(KeyHistory history, boolean anyBeginning) {}

  private Shrink(KeyHistory history, Predicate<KeyHistory> invalid, BooleanSupplier timeIsUp) {
    this.history = history;
    this.invalid = invalid;
    this.timeIsUp = timeIsUp;
  }

  /**
   * The smallest part of {@code history} found until the time is up; {@code invalid} of it holds.
   */
  static Part of(KeyHistory history, Predicate<KeyHistory> invalid, BooleanSupplier timeIsUp) {
    Shrink shrink = new Shrink(history, invalid, timeIsUp);
    shrink.prefix();
    if (history.model() != Model.SET) {
      shrink.suffix();
    }
    int before;
    do {
      before = shrink.history.calls().size();
      shrink.values();
      shrink.looks();
      shrink.lonely();
    } while (shrink.history.calls().size() < before && !timeIsUp.getAsBoolean());
    return new Part(shrink.history, shrink.anyBeginning);
  }

  private boolean fails(List<Call> calls, boolean anywhere) {
    KeyHistory part = history.with(calls);
    if (!anywhere) {
      return invalid.test(part);
    }
    Set<Object> beginnings = new LinkedHashSet<>();
    beginnings.add(SOMETHING_ELSE);
    calls.forEach(call -> beginnings.add(Words.found(call)));
    for (Object value : beginnings) {
      List<Call> whole = new ArrayList<>(calls.size() + 1);
      Op write = Op.invoke(-1, "write", history.key(), value, -1);
      whole.add(new Call(write, null, new Action.Write(value), -2, -1));
      whole.addAll(calls);
      if (!invalid.test(history.with(whole))) {
        return false;
      }
    }
    return true;
  }

  private boolean keepIfFails(List<Call> calls) {
    if (timeIsUp.getAsBoolean() || !fails(calls, anyBeginning)) {
      return false;
    }
    history = history.with(calls);
    return true;
  }

  private int[] ends() {
    return history.calls().stream().filter(Call::certain).mapToInt(Call::end).sorted().toArray();
  }

  /** Cuts after the first return by which it has failed. */
  private void prefix() {
    int[] ends = ends();
    List<Call> all = history.calls();
    int low = 0;
    int high = ends.length - 1;
    while (low < high && !timeIsUp.getAsBoolean()) {
      int middle = (low + high) >>> 1;
      if (fails(until(all, ends[middle]), false)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    keepIfFails(until(all, ends[high]));
  }

  private static List<Call> until(List<Call> calls, int end) {
    List<Call> prefix = new ArrayList<>();
    for (Call call : calls) {
      if (call.start() < end && call.end() <= end) {
        prefix.add(call);
      } else if (call.start() < end && !call.action().looksOnly()) {
        prefix.add(call.pending());
      }
    }
    return prefix;
  }

  /** Cuts before the last return after which it still fails, whatever the state was there. */
  private void suffix() {
    int[] ends = ends();
    List<Call> all = history.calls();
    int low = -1;
    int high = ends.length - 1;
    while (low < high && !timeIsUp.getAsBoolean()) {
      int middle = (low + high + 1) >>> 1;
      if (fails(after(all, ends[middle]), true)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (low >= 0) {
      anyBeginning = true;
      history = history.with(after(all, ends[low]));
    }
  }

  private static List<Call> after(List<Call> calls, int end) {
    List<Call> suffix = new ArrayList<>();
    for (Call call : calls) {
      if (call.start() > end) {
        suffix.add(call);
      } else if (call.end() > end && !call.action().looksOnly()) {
        suffix.add(call.pending());
      }
    }
    return suffix;
  }

  /** Leaves out all operations on some values; values that a compare-and-set links go together. */
  private void values() {
    if (history.model() == Model.SET) {
      Set<Object> elements = new LinkedHashSet<>();
      for (Call call : history.calls()) {
        switch (call.action()) {
          case Action.Add add -> elements.add(add.element());
          case Action.ReadSet read -> elements.addAll(read.elements());
          default -> { }
        }
      }
      List<Call> all = history.calls();
      minimise(new ArrayList<>(elements), kept -> keepIfFails(projected(all, kept)));
      return;
    }
    Map<Object, Object> parents = new HashMap<>();
    for (Call call : history.calls()) {
      if (call.action() instanceof Action.Cas cas) {
        parents.put(root(parents, cas.value()), root(parents, cas.expected()));
      }
    }
    Map<Call, Object> groups = new HashMap<>();
    history.calls().forEach(call -> groups.put(call, root(parents, Words.left(call))));
    List<Call> all = history.calls();
    minimise(new ArrayList<>(new LinkedHashSet<>(groups.values())), kept -> {
      Set<Object> set = new HashSet<>(kept);
      return keepIfFails(all.stream().filter(call -> set.contains(groups.get(call))).toList());
    });
  }

  private static Object root(Map<Object, Object> parents, Object value) {
    Object at = value;
    while (parents.containsKey(at) && !Objects.equals(parents.get(at), at)) {
      at = parents.get(at);
    }
    return at;
  }

  private static List<Call> projected(List<Call> calls, List<Object> kept) {
    Set<Object> elements = new HashSet<>(kept);
    List<Call> part = new ArrayList<>();
    for (Call call : calls) {
      if (call.action() instanceof Action.ReadSet read) {
        Set<Object> rest = new HashSet<>(read.elements());
        rest.retainAll(elements);
        part.add(call.acting(new Action.ReadSet(rest)));
      } else if (call.action() instanceof Action.Add add && elements.contains(add.element())) {
        part.add(call);
      }
    }
    return part;
  }

  private void looks() {
    leaveOut(history.calls().stream().filter(call -> call.action().looksOnly()).toList());
  }

  private void lonely() {
    if (history.model() == Model.SET) {
      return;
    }
    Set<Object> found = new HashSet<>();
    for (Call call : history.calls()) {
      if (!(call.action() instanceof Action.Write)) {
        found.add(Words.found(call));
      }
    }
    leaveOut(history.calls().stream()
        .filter(call -> !call.action().looksOnly() && !found.contains(Words.left(call))).toList());
  }

  private void leaveOut(List<Call> candidates) {
    List<Call> all = history.calls();
    Set<Call> removable = new HashSet<>(candidates);
    minimise(candidates, kept -> {
      Set<Call> set = new HashSet<>(kept);
      return keepIfFails(
          all.stream().filter(call -> !removable.contains(call) || set.contains(call)).toList());
    });
  }

  /** Tries to do without chunks of {@code items}, large ones first (Zeller, delta debugging). */
  private static <T> void minimise(List<T> items, Predicate<List<T>> enough) {
    List<T> kept = new ArrayList<>(items);
    for (int chunk = kept.size(); chunk >= 1; chunk /= 2) {
      for (int from = 0; from < kept.size();) {
        int to = Math.min(kept.size(), from + chunk);
        List<T> fewer = new ArrayList<>(kept.subList(0, from));
        fewer.addAll(kept.subList(to, kept.size()));
        if (enough.test(fewer)) {
          kept = fewer;
        } else {
          from = to;
        }
      }
    }
  }

  /** The call that returns last: with a prefix cut, the one that nothing explains. */
  static Call culprit(KeyHistory part) {
    return part.calls().stream().filter(Call::certain)
        .max(Comparator.comparingInt(Call::end)).orElseThrow();
  }
}
