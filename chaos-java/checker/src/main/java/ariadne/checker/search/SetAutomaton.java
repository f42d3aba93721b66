package ariadne.checker.search;

import ariadne.checker.model.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A set that grows; a state is the number of one of the sets met so far. */
final class SetAutomaton implements Automaton {
  private static final int NONE = -1;

  private final Memory memory;
  private final Map<Object, Integer> elements = new HashMap<>();
  private final Map<BitSet, Integer> numbers = new HashMap<>();
  private final List<BitSet> states = new ArrayList<>();
  private final List<int[]> added = new ArrayList<>();
  private final int[] element;
  private final int[] read;

  SetAutomaton(List<Action> actions, Memory memory) {
    this.memory = memory;
    element = new int[actions.size()];
    read = new int[actions.size()];
    number(new BitSet());
    for (int op = 0; op < element.length; op++) {
      if (actions.get(op) instanceof Action.Add add) {
        element[op] = elements.computeIfAbsent(add.element(), e -> elements.size());
      }
    }
    for (int op = 0; op < element.length; op++) {
      if (actions.get(op) instanceof Action.ReadSet look) {
        element[op] = NONE;
        read[op] = elements.keySet().containsAll(look.elements()) ? number(bits(look)) : NONE;
      }
    }
  }

  private BitSet bits(Action.ReadSet look) {
    BitSet bits = new BitSet();
    look.elements().forEach(e -> bits.set(elements.get(e)));
    return bits;
  }

  private int number(BitSet state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    // The set itself, its row of successors, and their entries in the tables.
    memory.take(200L + state.size() / 8);
    numbers.put(state, states.size());
    states.add(state);
    added.add(new int[0]);
    return states.size() - 1;
  }

  @Override
  public int step(int state, int op) {
    int e = element[op];
    if (e == NONE) {
      return read[op] == state ? state : -1;
    }
    if (states.get(state).get(e)) {
      return state;
    }
    int[] row = added.get(state);
    for (int i = 0; i < row.length; i += 2) {
      if (row[i] == e) {
        return row[i + 1];
      }
    }
    BitSet larger = (BitSet) states.get(state).clone();
    larger.set(e);
    int next = number(larger);
    memory.take(8);
    int[] longer = Arrays.copyOf(row, row.length + 2);
    longer[row.length] = e;
    longer[row.length + 1] = next;
    added.set(state, longer);
    return next;
  }
}
