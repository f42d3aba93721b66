package ariadne.checker.search;

import java.util.Arrays;

/** A set of configurations of varying length, compared in full: the hash only finds the place. */
final class Memo {
  private final Memory memory;
  private long[] cells;
  private int used;
  private int[] table;
  private int size;

  Memo(Memory memory) {
    this.memory = memory;
    memory.take(8L * 128 + 4L * 64);
    cells = new long[128];
    table = new int[64];
    Arrays.fill(table, -1);
  }

  /** Adds the first {@code length} words of {@code key}; false if they were there. */
  boolean add(long[] key, int length) {
    int slot = slot(key, 0, length);
    if (table[slot] >= 0) {
      return false;
    }
    if (used + length + 1 > cells.length) {
      if (cells.length > 1 << 29) {
        throw new Memory.Exhausted();
      }
      cells = memory.grow(cells, Math.max(cells.length * 2, used + length + 1));
    }
    table[slot] = used;
    cells[used] = length;
    System.arraycopy(key, 0, cells, used + 1, length);
    used += length + 1;
    if (++size * 2 > table.length) {
      rehash();
    }
    return true;
  }

  private int slot(long[] key, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = Hash.mix(hash ^ key[i]);
    }
    int slot = (int) hash & table.length - 1;
    while (table[slot] >= 0 && !same(table[slot], key, from, length)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private boolean same(int at, long[] key, int from, int length) {
    return cells[at] == length
        && Arrays.equals(cells, at + 1, at + 1 + length, key, from, from + length);
  }

  private void rehash() {
    memory.take(8L * table.length);
    memory.release(4L * table.length);
    table = new int[table.length * 2];
    Arrays.fill(table, -1);
    for (int at = 0; at < used; at += (int) cells[at] + 1) {
      table[slot(cells, at + 1, (int) cells[at])] = at;
    }
  }
}
