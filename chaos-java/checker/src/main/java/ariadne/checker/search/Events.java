package ariadne.checker.search;

import java.util.Arrays;

/** The beginnings and ends of a problem's certain calls in the order of time. */
final class Events {

  private Events() {}

  /** {@code op} where operation op begins, {@code ~op} where it ends. */
  static int[] inOrder(Problem problem) {
    int n = problem.certain;
    long[] keys = new long[2 * n];
    for (int op = 0; op < n; op++) {
      keys[2 * op] = (long) problem.start[op] << 32 | op;
      keys[2 * op + 1] = (long) problem.end[op] << 32 | 1L << 31 | op;
    }
    Arrays.sort(keys);
    int[] events = new int[2 * n];
    for (int i = 0; i < events.length; i++) {
      int op = (int) (keys[i] & Integer.MAX_VALUE);
      events[i] = (keys[i] >>> 31 & 1) == 0 ? op : ~op;
    }
    return events;
  }
}
