package ariadne.kv;

/**
 * What a key holds.
 *
 * @param value null when absent
 * @param written where the value was put, or the key deleted; {@link Position#NONE} if never
 */
public record Entry(Bytes value, Position written) {
    public static final Entry NEVER = new Entry(null, Position.NONE);
}
