package ariadne.kv;

/**
 * Where in the chain something took effect: the witness.
 *
 * @param height of the block, 1 or more; 0 for "before the first block"
 * @param index of the transaction in its block, from 0
 */
public record Position(long height, int index) implements Comparable<Position> {
    public static final Position NONE = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        int c = Long.compare(height, other.height);
        return c == 0 ? Integer.compare(index, other.index) : c;
    }

    @Override
    public String toString() {
        return height + ":" + index;
    }
}
