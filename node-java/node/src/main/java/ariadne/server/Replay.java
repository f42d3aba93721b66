package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Snapshot;
import ariadne.chain.Snapshots;
import ariadne.kv.Image;
import ariadne.kv.Position;
import ariadne.kv.Store;
import ariadne.paxos.Block;
import ariadne.wire.StateReader;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Brings a state machine to where the disk is: the newest snapshot, then the blocks above it. */
final class Replay {
    private static final int PIECE_BYTES = 64 << 10;

    private final WireLimits limits;
    private final Transactions transactions;

    Replay(WireLimits limits) {
        this.limits = limits;
        this.transactions = new Transactions(limits);
    }

    /** Applies all that is decided on this disk, to an empty store. */
    void run(Store store, ChainStore chain) throws ChainException {
        Snapshot snapshot = chain.recovery().snapshot();
        long applied = 0;
        if (snapshot != null) {
            store.restore(image(chain.snapshots(), snapshot));
            applied = snapshot.height();
        }
        while (applied < chain.decided()) {
            apply(store, chain.block(++applied));
        }
    }

    /** Applies one decided block, of which nobody waits for the answers. */
    void apply(Store store, Block block) {
        int index = 0;
        for (byte[] transaction : block.transactions()) {
            try {
                store.apply(new Position(block.height(), index++),
                        transactions.decode(transaction));
            } catch (WireException e) {
                throw new IllegalStateException(
                        "a decided transaction is none: " + e.getMessage(), e);
            }
        }
    }

    /**
     * The state in a snapshot.
     *
     * @throws ChainException when it can't be read, or is not what its hashes say
     */
    Image image(Snapshots snapshots, Snapshot snapshot) throws ChainException {
        StateReader reader = new StateReader(limits);
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = snapshots.read(snapshot)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                reader.take(ByteBuffer.wrap(piece, 0, count));
            }
            return reader.image();
        } catch (IOException | WireException e) {
            throw new ChainException("can't read " + snapshot + ": " + e.getMessage(), e);
        }
    }
}
