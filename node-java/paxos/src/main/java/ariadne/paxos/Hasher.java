package ariadne.paxos;

import java.util.List;

/** The hash of a block, injected so that the protocol depends on no digest library. */
@FunctionalInterface
public interface Hasher {
    /** Hash of a block with this height, parent and transactions; a pure function. */
    Hash hash(long height, Hash parent, List<byte[]> transactions);

    /** A block with its hash. */
    default Block block(long height, Hash parent, List<byte[]> transactions) {
        return new Block(height, parent, transactions, hash(height, parent, transactions));
    }
}
