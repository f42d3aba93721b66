package ariadne.checker.oracle;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tries every order of every subset. Shares no code with the rungs, not even the model. */
public final class BruteForce {
  private final List<Call> calls;

  private BruteForce(List<Call> calls) {
    this.calls = calls;
  }

  /** Whether some order of the calls explains them. For a handful of calls. */
  public static boolean linearizable(KeyHistory history) {
    Object initial = history.model() == Model.SET ? Set.of() : null;
    return linearizable(history.calls(), initial);
  }

  /** The same from another initial state. */
  public static boolean linearizable(List<Call> calls, Object initial) {
    return new BruteForce(calls).from(0, initial);
  }

  private boolean from(int done, Object state) {
    boolean complete = true;
    for (int i = 0; i < calls.size(); i++) {
      complete &= (done >> i & 1) == 1 || calls.get(i).end() == Call.NEVER;
    }
    if (complete) {
      return true;
    }
    for (int i = 0; i < calls.size(); i++) {
      if ((done >> i & 1) == 0 && mayBeNext(i, done) && allows(state, calls.get(i).action())
          && from(done | 1 << i, after(state, calls.get(i).action()))) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeNext(int candidate, int done) {
    for (int i = 0; i < calls.size(); i++) {
      if ((done >> i & 1) == 0 && calls.get(i).end() < calls.get(candidate).start()) {
        return false;
      }
    }
    return true;
  }

  private static boolean allows(Object state, Action action) {
    return switch (action) {
      case Action.Read r -> Objects.equals(r.value(), state);
      case Action.ReadSet r -> r.elements().equals(state);
      case Action.Cas c -> Objects.equals(c.expected(), state);
      case Action.Refused r -> Objects.equals(r.seen(), state)
          && !Objects.equals(r.expected(), state);
      case Action.Write w -> true;
      case Action.Add a -> true;
    };
  }

  private static Object after(Object state, Action action) {
    if (action instanceof Action.Write w) {
      return w.value();
    }
    if (action instanceof Action.Cas c) {
      return c.value();
    }
    if (action instanceof Action.Add a) {
      Set<Object> larger = new HashSet<>((Set<?>) state);
      larger.add(a.element());
      return larger;
    }
    return state;
  }
}
