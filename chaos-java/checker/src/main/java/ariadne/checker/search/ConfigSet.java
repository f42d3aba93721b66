package ariadne.checker.search;

import java.util.Arrays;

/**
 * Configurations of the frontier: a mask over the open slots, a state, and how many unknown
 * updates of each class are used. One that has used fewer of each dominates: whatever the other
 * can still do, it can do too. Only configurations that nothing dominates stay.
 */
final class ConfigSet {
  private static final int HEAD = 2;
  private static final int SMALL = 8;

  private final Counters counters;
  private final Memory memory;
  private final int stride;
  private long[] cells;
  private int[] node;
  private int[] alike;
  private int[] table;
  private int size;
  private int alive;
  private long compared;

  ConfigSet(Counters counters, Memory memory) {
    this.counters = counters;
    this.memory = memory;
    stride = HEAD + counters.words;
    memory.take(8L * SMALL * stride + 4L * SMALL * 4);
    cells = new long[SMALL * stride];
    node = new int[SMALL];
    alike = new int[SMALL];
    table = new int[SMALL * 2];
    Arrays.fill(table, -1);
  }

  /** How many places are taken, dominated ones included. */
  int size() {
    return size;
  }

  /** How many comparisons there were since this was asked last. */
  long takeCompared() {
    long since = compared;
    compared = 0;
    return since;
  }

  int alive() {
    return alive;
  }

  boolean dominated(int index) {
    return node[index] == Nodes.DEAD;
  }

  long mask(int index) {
    return cells[index * stride];
  }

  int state(int index) {
    return (int) cells[index * stride + 1];
  }

  int node(int index) {
    return node[index];
  }

  void setNode(int index, int value) {
    node[index] = value;
  }

  int used(int index, int field) {
    return counters.get(cells, index * stride + HEAD, field);
  }

  /** Copies the counts of a configuration into {@code into}. */
  void copyCounts(int index, long[] into) {
    System.arraycopy(cells, index * stride + HEAD, into, 0, counters.words);
  }

  void clear() {
    if (table.length > SMALL * 2 && size < table.length / 16) {
      memory.release(4L * (table.length - SMALL * 2));
      table = new int[SMALL * 2];
    }
    Arrays.fill(table, -1);
    size = 0;
    alive = 0;
  }

  /** Adds a configuration; its index, or -1 if another one dominates it. */
  int add(long mask, int state, long[] counts) {
    int slot = slot(mask, state);
    int head = table[slot];
    for (int other = head; other >= 0; other = alike[other]) {
      compared++;
      if (node[other] != Nodes.DEAD) {
        int at = other * stride + HEAD;
        if (counters.atMost(cells, at, counts, 0)) {
          return -1;
        }
        if (counters.atMost(counts, 0, cells, at)) {
          node[other] = Nodes.DEAD;
          alive--;
        }
      }
    }
    reserve();
    int at = size * stride;
    cells[at] = mask;
    cells[at + 1] = state;
    System.arraycopy(counts, 0, cells, at + HEAD, counters.words);
    node[size] = Nodes.ROOT;
    // The head of a group stays: the others hang behind it, so the table never moves for them.
    alike[size] = head < 0 ? -1 : alike[head];
    if (head < 0) {
      table[slot] = size;
    } else {
      alike[head] = size;
    }
    alive++;
    size++;
    if (size * 2 > table.length) {
      rehash();
    }
    return size - 1;
  }

  private int slot(long mask, int state) {
    int slot = (int) Hash.mix(mask * 31 + state) & table.length - 1;
    while (table[slot] >= 0 && (mask(table[slot]) != mask || state(table[slot]) != state)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private void reserve() {
    if (size == node.length) {
      if ((long) size * 2 * stride > 1 << 29) {
        throw new Memory.Exhausted();
      }
      cells = memory.grow(cells, size * 2 * stride);
      node = memory.grow(node, size * 2);
      alike = memory.grow(alike, size * 2);
    }
  }

  private void rehash() {
    memory.take(8L * table.length);
    memory.release(4L * table.length);
    table = new int[table.length * 2];
    Arrays.fill(table, -1);
    for (int i = 0; i < size; i++) {
      int slot = slot(mask(i), state(i));
      int head = table[slot];
      if (head < 0) {
        table[slot] = i;
        alike[i] = -1;
      } else {
        alike[i] = alike[head];
        alike[head] = i;
      }
    }
  }
}
