package ariadne.checker.search;

import java.util.Arrays;

/**
 * How each configuration of the frontier came about: a tree of operations, pruned to what the
 * frontier still hangs on, and cut where only one configuration is left.
 */
final class Nodes {
  static final int ROOT = -1;
  /** The node of a configuration that another one dominates. */
  static final int DEAD = -2;

  private final Memory memory;
  private int[] parent = new int[32];
  private int[] op = new int[32];
  private int size;
  private int pruneAt = 1 << 16;
  private int[] settled = new int[32];
  private int settledSize;

  Nodes(Memory memory) {
    this.memory = memory;
  }

  int add(int parentNode, int operation) {
    if (size == parent.length) {
      parent = memory.grow(parent, size * 2);
      op = memory.grow(op, size * 2);
    }
    parent[size] = parentNode;
    op[size] = operation;
    return size++;
  }

  /** The way to {@code node} is the beginning of every order that is left. */
  void settle(int node) {
    int length = 0;
    for (int at = node; at != ROOT; at = parent[at]) {
      length++;
    }
    while (settledSize + length > settled.length) {
      settled = memory.grow(settled, settled.length * 2);
    }
    settledSize += length;
    int place = settledSize;
    for (int at = node; at != ROOT; at = parent[at]) {
      settled[--place] = op[at];
    }
    size = 0;
  }

  /** Drops what no configuration of {@code frontier} hangs on, when enough has gathered. */
  void prune(ConfigSet frontier) {
    if (size < pruneAt) {
      return;
    }
    memory.take(4L * size);
    int[] moved = new int[size];
    for (int i = 0; i < frontier.size(); i++) {
      int at = frontier.node(i);
      while (at >= 0 && moved[at] == 0) {
        moved[at] = 1;
        at = parent[at];
      }
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (moved[i] == 1) {
        parent[kept] = parent[i] == ROOT ? ROOT : moved[parent[i]];
        op[kept] = op[i];
        moved[i] = kept++;
      }
    }
    for (int i = 0; i < frontier.size(); i++) {
      if (frontier.node(i) >= 0) {
        frontier.setNode(i, moved[frontier.node(i)]);
      }
    }
    memory.release(4L * size);
    size = kept;
    pruneAt = Math.max(1 << 16, 2 * kept);
  }

  int[] settled() {
    return Arrays.copyOf(settled, settledSize);
  }
}
