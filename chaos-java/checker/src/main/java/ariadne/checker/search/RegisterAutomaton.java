package ariadne.checker.search;

import ariadne.checker.model.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A register; a state is the number of its value. */
final class RegisterAutomaton implements Automaton {
  private static final int ANY = -1;
  private static final int NONE = -2;

  private final Map<Object, Integer> values = new HashMap<>();
  private final int[] before;
  private final int[] after;

  RegisterAutomaton(List<Action> actions) {
    number(null);
    before = new int[actions.size()];
    after = new int[actions.size()];
    for (int op = 0; op < before.length; op++) {
      switch (actions.get(op)) {
        case Action.Read r -> set(op, number(r.value()), number(r.value()));
        case Action.Write w -> set(op, ANY, number(w.value()));
        case Action.Cas c -> set(op, number(c.expected()), number(c.value()));
        case Action.Refused r -> {
          int seen = Objects.equals(r.seen(), r.expected()) ? NONE : number(r.seen());
          set(op, seen, seen);
        }
        default -> throw new IllegalArgumentException("not an operation of a register");
      }
    }
  }

  private void set(int op, int from, int to) {
    before[op] = from;
    after[op] = to;
  }

  private int number(Object value) {
    return values.computeIfAbsent(value == null ? this : value, v -> values.size());
  }

  @Override
  public int step(int state, int op) {
    return before[op] == ANY || before[op] == state ? after[op] : -1;
  }
}
