package ariadne.checker.search;

import ariadne.checker.model.Call;
import java.util.List;

/**
 * Tries one order after the other, remembering the configurations that lead nowhere: Wing and
 * Gong, <i>Testing and Verifying Concurrent Objects</i> (1993), with the memo and the linked list
 * of Lowe, <i>Testing for Linearizability</i> (2017). An operation that only looks is taken as
 * soon as it fits, for that can never be wrong; unknown updates are tried last.
 */
final class DepthFirst implements Search {
  private static final int LOOKS = 0;
  private static final int UPDATES = 1;
  private static final int UNKNOWN = 2;

  private final Problem problem;
  private final Memory memory;
  private final Automaton automaton;
  private final Memo memo;
  private final Counters counters;

  // Events in time order as a linked list between two sentinels, at 0 and at the last place.
  private final int[] next;
  private final int[] previous;
  private final int[] eventOp;
  private final int[] callEvent;
  private final int[] returnEvent;

  private final long[] done;
  private final long[] used;
  private long[] key;
  private int base;
  private int highest = -1;
  private int remaining;
  private int state;
  private int phase;
  private int cursor;

  private int depth;
  private int[] frames = new int[5 * 16];
  private static final int FRAME = 5;

  DepthFirst(Problem problem, Memory memory) {
    this.problem = problem;
    this.memory = memory;
    int n = problem.certain;
    memory.take(60L * n);
    automaton = problem.automaton(memory);
    memo = new Memo(memory);
    int[] most = new int[problem.classes];
    for (int c = 0; c < most.length; c++) {
      most[c] = problem.memberStart[c].length;
    }
    counters = new Counters(most);
    used = new long[counters.words];
    done = new long[(n >> 6) + 1];
    key = new long[16 + counters.words];
    int[] events = Events.inOrder(problem);
    next = new int[2 * n + 2];
    previous = new int[2 * n + 2];
    eventOp = new int[2 * n + 2];
    callEvent = new int[n];
    returnEvent = new int[n];
    for (int i = 0; i <= 2 * n + 1; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    for (int i = 0; i < 2 * n; i++) {
      int op = events[i] >= 0 ? events[i] : ~events[i];
      eventOp[i + 1] = op;
      (events[i] >= 0 ? callEvent : returnEvent)[op] = i + 1;
    }
    remaining = n;
    restart();
  }

  @Override
  public Outcome advance(long steps) {
    try {
      for (long i = 0; i < steps; i++) {
        if (remaining == 0) {
          return Outcome.LEGAL;
        }
        if (!forward() && !backward()) {
          return Outcome.ILLEGAL;
        }
      }
      return remaining == 0 ? Outcome.LEGAL : Outcome.RUNNING;
    } catch (Memory.Exhausted e) {
      return Outcome.GAVE_UP;
    }
  }

  private void restart() {
    phase = LOOKS;
    cursor = next[0];
  }

  private boolean callable(int event) {
    return event < next.length - 1 && callEvent[eventOp[event]] == event;
  }

  /** Takes the next operation that fits; false if there is none left to try here. */
  private boolean forward() {
    while (phase < UNKNOWN) {
      while (callable(cursor)) {
        int op = eventOp[cursor];
        if (problem.looksOnly[op] == (phase == LOOKS)) {
          int after = automaton.step(state, op);
          if (after >= 0 && take(op, after)) {
            return true;
          }
          if (after >= 0 && phase == LOOKS) {
            return false;
          }
        }
        cursor = next[cursor];
      }
      phase++;
      cursor = phase < UNKNOWN ? next[0] : 0;
    }
    int limit = firstReturn();
    for (; cursor < problem.classes; cursor++) {
      int count = counters.get(used, 0, cursor);
      int[] starts = problem.memberStart[cursor];
      if (count < starts.length && starts[count] < limit) {
        int after = automaton.step(state, problem.certain + cursor);
        if (after >= 0 && after != state && take(problem.certain + cursor, after)) {
          return true;
        }
      }
    }
    return false;
  }

  private int firstReturn() {
    int event = next[0];
    while (callable(event)) {
      event = next[event];
    }
    return event == next.length - 1 ? Call.NEVER : problem.end[eventOp[event]];
  }

  private boolean take(int op, int after) {
    push(op);
    if (op < problem.certain) {
      unlink(callEvent[op]);
      unlink(returnEvent[op]);
      done[op >> 6] |= 1L << op;
      highest = Math.max(highest, op);
      while (base < problem.certain && (done[base >> 6] >>> base & 1) != 0) {
        base++;
      }
      remaining--;
    } else {
      counters.add(used, 0, op - problem.certain, 1);
    }
    state = after;
    if (memo.add(key, encode())) {
      restart();
      return true;
    }
    pop();
    return false;
  }

  /** Goes back to the last choice that was one; false if there is none. */
  private boolean backward() {
    while (depth > 0) {
      pop();
      // Where a look fits and taking it leads nowhere, nothing else leads anywhere.
      if (phase != LOOKS) {
        cursor = phase == UPDATES ? next[cursor] : cursor + 1;
        return true;
      }
    }
    return false;
  }

  private int encode() {
    int from = base >> 6;
    int to = highest < base ? from : (highest >> 6) + 1;
    int length = 2 + (to - from) + used.length;
    if (length > key.length) {
      key = new long[length * 2];
    }
    key[0] = (long) base << 32 | state;
    key[1] = to - from;
    System.arraycopy(done, from, key, 2, to - from);
    System.arraycopy(used, 0, key, 2 + to - from, used.length);
    return length;
  }

  private void push(int op) {
    if (frames.length < (depth + 1) * FRAME) {
      frames = memory.grow(frames, frames.length * 2);
    }
    int at = depth++ * FRAME;
    frames[at] = op;
    frames[at + 1] = state;
    frames[at + 2] = phase;
    frames[at + 3] = cursor;
    frames[at + 4] = highest;
  }

  private void pop() {
    int at = --depth * FRAME;
    int op = frames[at];
    state = frames[at + 1];
    phase = frames[at + 2];
    cursor = frames[at + 3];
    highest = frames[at + 4];
    if (op < problem.certain) {
      relink(returnEvent[op]);
      relink(callEvent[op]);
      done[op >> 6] &= ~(1L << op);
      base = Math.min(base, op);
      remaining++;
    } else {
      counters.add(used, 0, op - problem.certain, -1);
    }
  }

  private void unlink(int event) {
    next[previous[event]] = next[event];
    previous[next[event]] = previous[event];
  }

  private void relink(int event) {
    next[previous[event]] = event;
    previous[next[event]] = event;
  }

  @Override
  public List<Call> order() {
    int[] operations = new int[depth];
    for (int i = 0; i < depth; i++) {
      operations[i] = frames[i * FRAME];
    }
    return problem.order(operations, depth);
  }

  @Override
  public String why() {
    return "the depth-first search used up its memory";
  }
}
