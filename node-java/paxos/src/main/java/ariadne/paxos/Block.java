package ariadne.paxos;

import java.util.List;

/**
 * One link of the chain. Its hash covers height, parent and transactions, and never a ballot, a
 * node or a time, since nodes may hold the same block under different ballots.
 *
 * @param height 1 above the parent's; the genesis has height 0 and no block
 * @param parent hash of the block below
 * @param transactions opaque to the protocol; the list and its arrays are never changed
 * @param hash computed by the {@link Hasher} of the cluster
 */
public record Block(long height, Hash parent, List<byte[]> transactions, Hash hash) {
    /** Blocks are equal when their hashes are: the hash covers all that they hold. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Block block && hash.equals(block.hash) && height == block.height;
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Bytes of all transactions together. */
    public long sizeBytes() {
        long size = 0;
        for (byte[] transaction : transactions) {
            size += transaction.length;
        }
        return size;
    }

    @Override
    public String toString() {
        return "#" + height + ":" + hash + "(" + transactions.size() + ")";
    }
}
