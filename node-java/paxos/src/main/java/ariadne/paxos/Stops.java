package ariadne.paxos;

import java.util.List;

/**
 * Tells stop blocks from others: the last block of an era, decided by the members it had, names
 * the members of the next. Transactions are opaque to the protocol, so this is injected. A pure
 * function of the block.
 */
@FunctionalInterface
public interface Stops {
    /** Ids of the next members; empty when the block is no stop block. */
    List<Integer> next(Block block);

    /** For a cluster whose members never change. */
    static Stops none() {
        return block -> List.of();
    }
}
