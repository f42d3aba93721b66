package ariadne.chain;

import ariadne.paxos.Archive;
import ariadne.paxos.Block;

/** The blocks of a store, for a replica. */
record StoredBlocks(ChainStore store) implements Archive {
    @Override
    public Block block(long height) {
        try {
            return store.block(height);
        } catch (ChainException e) {
            throw new UnreadableBlockException(e);
        }
    }

    @Override
    public long start() {
        return store.start();
    }
}
