package ariadne.checker.search;

import ariadne.checker.model.Call;
import java.util.List;

/**
 * Walks through time with all configurations that are possible at once, and linearizes just in
 * time: only when an operation returns must it have taken effect (Lowe, <i>Testing for
 * Linearizability</i>, 2017, section 6). An operation that only looks is taken as soon as it fits.
 */
final class Frontier implements Search {
  private final Problem problem;
  private final Automaton automaton;
  private final Counters counters;
  private final Nodes nodes;
  private final int[] events;
  private final int[] returning;

  private ConfigSet frontier;
  private ConfigSet after;
  private final ConfigSet round;
  private final long[] counts;

  private final int[] slotOp = new int[64];
  private final int[] slotOf;
  private long open;
  private long openLooks;

  private int event;
  private int seeded;
  private int expanded;
  private String why = "the breadth-first search used up its memory";

  Frontier(Problem problem, Memory memory) {
    this.problem = problem;
    int n = problem.certain;
    memory.take(40L * n);
    automaton = problem.automaton(memory);
    int[] most = new int[problem.classes];
    for (int c = 0; c < most.length; c++) {
      most[c] = problem.memberStart[c].length;
    }
    counters = new Counters(most);
    counts = new long[counters.words];
    nodes = new Nodes(memory);
    frontier = new ConfigSet(counters, memory);
    after = new ConfigSet(counters, memory);
    round = new ConfigSet(counters, memory);
    frontier.add(0, 0, counts);
    events = Events.inOrder(problem);
    returning = problem.end;
    slotOf = new int[n];
  }

  @Override
  public Outcome advance(long steps) {
    long left = steps;
    try {
      while (left > 0) {
        if (event == events.length) {
          return finish();
        }
        int op = events[event];
        if (op >= 0) {
          if (open == -1L) {
            why = "more than 64 operations were open at once";
            return Outcome.GAVE_UP;
          }
          begin(op);
          event++;
          left--;
        } else {
          boolean over = step(~op);
          left -= 1 + (round.takeCompared() + after.takeCompared()) / 16;
          if (over) {
            endRound(~op);
            if (frontier.alive() == 0) {
              return Outcome.ILLEGAL;
            }
          }
        }
      }
      return Outcome.RUNNING;
    } catch (Memory.Exhausted e) {
      return Outcome.GAVE_UP;
    }
  }

  private Outcome finish() {
    for (int i = 0; i < frontier.size(); i++) {
      if (!frontier.dominated(i)) {
        nodes.settle(frontier.node(i));
        frontier.clear();
        return Outcome.LEGAL;
      }
    }
    return Outcome.LEGAL;
  }

  private void begin(int op) {
    int slot = Long.numberOfTrailingZeros(~open);
    slotOp[slot] = op;
    slotOf[op] = slot;
    open |= 1L << slot;
    if (problem.looksOnly[op]) {
      openLooks |= 1L << slot;
    }
  }

  /** One configuration of the round in which {@code op} returns; true when there is none left. */
  private boolean step(int op) {
    if (seeded < frontier.size()) {
      int i = seeded++;
      if (!frontier.dominated(i)) {
        frontier.copyCounts(i, counts);
        place(op, frontier.mask(i), frontier.state(i), frontier.node(i), -1);
      }
      return false;
    }
    if (expanded < round.size()) {
      int i = expanded++;
      if (!round.dominated(i)) {
        expand(op, i);
      }
      return false;
    }
    return true;
  }

  private void expand(int op, int i) {
    long mask = round.mask(i);
    int state = round.state(i);
    int node = round.node(i);
    for (long bits = open & ~openLooks & ~mask; bits != 0; bits &= bits - 1) {
      int slot = Long.numberOfTrailingZeros(bits);
      int next = automaton.step(state, slotOp[slot]);
      if (next >= 0) {
        round.copyCounts(i, counts);
        place(op, mask | 1L << slot, next, node, slotOp[slot]);
      }
    }
    for (int c = 0; c < problem.classes; c++) {
      int used = round.used(i, c);
      int[] starts = problem.memberStart[c];
      if (used < starts.length && starts[used] < returning[op]) {
        int next = automaton.step(state, problem.certain + c);
        if (next >= 0 && next != state) {
          round.copyCounts(i, counts);
          counters.add(counts, 0, c, 1);
          place(op, mask, next, node, problem.certain + c);
        }
      }
    }
  }

  /**
   * Files a configuration, reached by {@code taken} if that is not -1; its counts are in counts.
   */
  private void place(int op, long reached, int state, int from, int taken) {
    long mask = reached;
    for (long bits = openLooks & ~reached; bits != 0; bits &= bits - 1) {
      int slot = Long.numberOfTrailingZeros(bits);
      if (automaton.step(state, slotOp[slot]) == state) {
        mask |= 1L << slot;
      }
    }
    long bit = 1L << slotOf[op];
    boolean through = (mask & bit) != 0;
    ConfigSet into = through ? after : round;
    int index = into.add(through ? mask & ~bit : mask, state, counts);
    if (index >= 0) {
      int node = taken < 0 ? from : nodes.add(from, taken);
      for (long bits = mask & ~reached; bits != 0; bits &= bits - 1) {
        node = nodes.add(node, slotOp[Long.numberOfTrailingZeros(bits)]);
      }
      into.setNode(index, node);
    }
  }

  private void endRound(int op) {
    ConfigSet swap = frontier;
    frontier = after;
    after = swap;
    after.clear();
    round.clear();
    long bit = 1L << slotOf[op];
    open &= ~bit;
    openLooks &= ~bit;
    seeded = 0;
    expanded = 0;
    event++;
    if (frontier.size() == 1) {
      nodes.settle(frontier.node(0));
      frontier.setNode(0, Nodes.ROOT);
    } else {
      nodes.prune(frontier);
    }
  }

  @Override
  public List<Call> order() {
    int[] settled = nodes.settled();
    return problem.order(settled, settled.length);
  }

  @Override
  public String why() {
    return why;
  }
}
