package ariadne.checker.search;

/** Counts the bytes that a search holds, so that it stops at its bound instead of the heap's. */
final class Memory {

  /** Thrown at the bound; carries nothing. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("out of memory budget", null, false, false);
    }
  }

  private final long limitBytes;
  private long heldBytes;

  Memory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /**
   * Asks for {@code bytes} more, before they are allocated.
   *
   * @throws Exhausted if that is over the bound
   */
  void take(long bytes) {
    if (heldBytes + bytes > limitBytes) {
      throw new Exhausted();
    }
    heldBytes += bytes;
  }

  void release(long bytes) {
    heldBytes -= bytes;
  }

  /** A larger copy of {@code array}; for a moment both are held, and counted. */
  long[] grow(long[] array, int length) {
    take(8L * length);
    long[] grown = java.util.Arrays.copyOf(array, length);
    release(8L * array.length);
    return grown;
  }

  /** A larger copy of {@code array}. */
  int[] grow(int[] array, int length) {
    take(4L * length);
    int[] grown = java.util.Arrays.copyOf(array, length);
    release(4L * array.length);
    return grown;
  }
}
