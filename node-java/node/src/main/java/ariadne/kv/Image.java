package ariadne.kv;

import java.util.List;

/**
 * All that a {@link Store} holds after one transaction, unchangeable: what a snapshot is written
 * from and restored to. Any thread may read it.
 *
 * @param last position of the last transaction applied
 * @param stateHash of the store, see {@link Store#stateHash}
 * @param items keys with what they hold, tombstones too
 * @param sessions in the order of their last use
 */
public record Image(Position last, long stateHash, Roster roster, List<Item> items,
        List<Owed> sessions) {
    /** A key and what it holds. */
    public record Item(Bytes key, Entry entry) {}

    /**
     * A session and what it is owed.
     *
     * @param answers those kept, lowest sequence first
     */
    public record Owed(long number, long floor, Position used, List<Kept> answers) {}

    /** An answer that a repeat would get. */
    public record Kept(long sequence, Applied answer) {}
}
