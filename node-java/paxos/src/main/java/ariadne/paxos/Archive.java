package ariadne.paxos;

/**
 * Decided blocks that the replica no longer holds in memory. A pure function: a decided block
 * never changes.
 */
@FunctionalInterface
public interface Archive {
    /** The decided block at a height of 1 or more. */
    Block block(long height);

    /** Lowest height that it has; what was below is compacted. */
    default long start() {
        return 1;
    }

    /** An archive with nothing in it, for a chain that starts at the genesis. */
    static Archive empty() {
        return height -> {
            throw new BrokenInvariant("no block " + height + " in an empty archive");
        };
    }
}
