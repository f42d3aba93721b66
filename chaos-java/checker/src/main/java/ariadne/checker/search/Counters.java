package ariadne.checker.search;

/**
 * Packs one small count per class into words. Each field has a guard bit on top that stays clear,
 * so that "no count is greater" is a subtraction a word.
 */
final class Counters {
  final int words;
  private final int[] word;
  private final int[] shift;
  private final long[] mask;
  private final long[] guards;

  /** Fields that hold counts up to {@code most[i]}. */
  Counters(int[] most) {
    word = new int[most.length];
    shift = new int[most.length];
    mask = new long[most.length];
    int at = 0;
    int used = 0;
    for (int i = 0; i < most.length; i++) {
      int bits = 33 - Integer.numberOfLeadingZeros(most[i]);
      if (used + bits > 64) {
        at++;
        used = 0;
      }
      word[i] = at;
      shift[i] = used;
      mask[i] = (1L << (bits - 1)) - 1;
      used += bits;
    }
    words = most.length == 0 ? 0 : at + 1;
    guards = new long[words];
    for (int i = 0; i < most.length; i++) {
      guards[word[i]] |= (mask[i] + 1) << shift[i];
    }
  }

  int get(long[] cells, int from, int field) {
    return (int) (cells[from + word[field]] >>> shift[field] & mask[field]);
  }

  void add(long[] cells, int from, int field, int amount) {
    cells[from + word[field]] += (long) amount << shift[field];
  }

  /** Whether no count at {@code a} is greater than the one at {@code b}. */
  boolean atMost(long[] a, int aFrom, long[] b, int bFrom) {
    for (int i = 0; i < words; i++) {
      if (((b[bFrom + i] | guards[i]) - a[aFrom + i] & guards[i]) != guards[i]) {
        return false;
      }
    }
    return true;
  }
}
