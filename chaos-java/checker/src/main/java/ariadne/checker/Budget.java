package ariadne.checker;

/**
 * What a check may cost. The first two rungs take a walk and a sort and are not bounded; the
 * search is, and answers unknown when it is through with either.
 *
 * @param timeNanos for the whole ladder; explaining a failure may take a quarter of it on top
 * @param memoryBytes for what the searches hold together; less if the heap has less to spare
 */
public record Budget(long timeNanos, long memoryBytes) {

  public Budget {
    if (timeNanos < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException("a budget cannot be negative");
    }
  }

  /** {@code seconds} of time and whatever memory the heap can spare. */
  public static Budget ofSeconds(long seconds) {
    return new Budget(Math.multiplyExact(seconds, 1_000_000_000L), Long.MAX_VALUE);
  }

  /** The memory bound on this heap: two thirds of what is free, if that is less. */
  long memoryOnThisHeapBytes() {
    long spare = spareBytes();
    if (spare < memoryBytes) {
      // What is garbage only counts as held; the search is worth one collection.
      System.gc();
      spare = spareBytes();
    }
    return Math.min(memoryBytes, spare);
  }

  private static long spareBytes() {
    Runtime heap = Runtime.getRuntime();
    long free = heap.maxMemory() - (heap.totalMemory() - heap.freeMemory());
    return free / 3 * 2;
  }
}
