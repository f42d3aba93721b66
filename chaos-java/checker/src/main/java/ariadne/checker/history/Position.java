package ariadne.checker.history;

/**
 * Where in the chain an operation took effect: the height of its block and its index in the block.
 * A read carries only the height it was served at and stands after every write of that height.
 */
public record Position(long height, int index) implements Comparable<Position> {
  /** The index of a read: after every write of the height. */
  public static final int AFTER_ALL = Integer.MAX_VALUE;

  /** The position of a read that was served at {@code height}. */
  public static Position read(long height) {
    return new Position(height, AFTER_ALL);
  }

  /** Whether this is a read's position, without an index. */
  public boolean afterAll() {
    return index == AFTER_ALL;
  }

  @Override
  public int compareTo(Position other) {
    int byHeight = Long.compare(height, other.height);
    return byHeight != 0 ? byHeight : Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return afterAll() ? "[" + height + "]" : "[" + height + " " + index + "]";
  }
}
