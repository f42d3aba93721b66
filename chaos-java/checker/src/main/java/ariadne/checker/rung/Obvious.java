package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.verdict.Counterexample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is wrong at sight, also where values repeat: something seen that nobody wrote, or before
 * anybody began to, and a compare-and-set that failed on what it expected. Saves the search, and
 * makes for the shortest explanations.
 */
public final class Obvious {
  private final KeyHistory history;
  /** For each value or element, the update that began first. */
  private final Map<Object, Call> first = new HashMap<>();

  private Obvious(KeyHistory history) {
    this.history = history;
  }

  /** A refutation, empty if there is none of this kind. O(size of the history). */
  public static Optional<Counterexample> refute(KeyHistory history) {
    return new Obvious(history).refute();
  }

  private Optional<Counterexample> refute() {
    for (Call call : history.calls()) {
      switch (call.action()) {
        case Action.Write write -> note(write.value(), call);
        case Action.Cas cas -> note(cas.value(), call);
        case Action.Add add -> note(add.element(), call);
        default -> { }
      }
    }
    for (Call call : history.calls()) {
      Optional<Counterexample> found = switch (call.action()) {
        case Action.Read read -> value(read.value(), call);
        case Action.Cas cas when call.certain() -> value(cas.expected(), call);
        case Action.Refused refused -> Objects.equals(refused.expected(), refused.seen())
            ? Optional.of(ZoneWords.wrongRefusal(history, call))
            : value(refused.seen(), call);
        case Action.ReadSet read -> elements(read.elements(), call);
        default -> Optional.empty();
      };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private void note(Object value, Call call) {
    first.merge(value, call, (a, b) -> a.start() <= b.start() ? a : b);
  }

  private Optional<Counterexample> value(Object value, Call look) {
    if (value == null) {
      return Optional.empty();
    }
    Call writer = first.get(value);
    if (writer == null) {
      return Optional.of(ZoneWords.fromNowhere(history, look));
    }
    return writer.start() > look.end()
        ? Optional.of(ZoneWords.inner(history, List.of(), writer, look))
        : Optional.empty();
  }

  private Optional<Counterexample> elements(Set<Object> elements, Call read) {
    SetWords words = new SetWords(history, first, List.of());
    for (Object element : elements) {
      Call add = first.get(element);
      if (add == null) {
        return Optional.of(words.fromNowhere(read, element));
      }
      if (add.start() > read.end()) {
        return Optional.of(words.late(add, read));
      }
    }
    return Optional.empty();
  }
}
