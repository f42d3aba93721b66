package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Removal;
import ariadne.chain.Snapshot;
import ariadne.chain.SnapshotWriter;
import ariadne.kv.Image;
import ariadne.paxos.Hash;
import ariadne.wire.StateWriter;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Writes snapshots in the background while the node serves, and then lets go of the part of the
 * log that they make needless.
 */
final class Snapshotter {
    /** The newest, and the one before it, should the newest be damaged. */
    private static final int KEPT = 2;
    private static final Logger LOG = LogManager.getLogger(Snapshotter.class);

    private final Node node;
    private final ChainStore chain;
    private final NodeConfig.Retention retention;
    /** Until the files are gone that a snapshot makes needless. */
    private boolean busy;
    private long newest;
    private ChainException failure;

    Snapshotter(Node node, ChainStore chain) {
        this.node = node;
        this.chain = chain;
        this.retention = node.config.retention();
        Snapshot last = chain.recovery().snapshot();
        this.newest = last == null ? 0 : last.height();
    }

    /** Height of the newest snapshot, 0 for none. */
    long newest() {
        return newest;
    }

    /** A snapshot came from a peer. */
    void received(Snapshot snapshot) {
        newest = Math.max(newest, snapshot.height());
    }

    /** Begins one when enough was applied since the last. */
    void turn() throws ChainException {
        if (failure != null) {
            throw failure;
        }
        if (node.core.applied() - newest >= retention.snapshotBlocks()) {
            begin();
        }
    }

    /** Begins one now, unless one is being written; says in a sentence what it does. */
    String begin() {
        long height = node.core.applied();
        if (busy || height == 0 || height <= newest) {
            return busy ? "a snapshot is being written, or the log below it removed"
                    : "the newest snapshot, of height " + newest + ", has everything";
        }
        busy = true;
        Image image = node.core.store.image();
        Hash hash = node.core.replica.block(height).hash();
        node.ports.background().execute(() -> {
            try {
                Snapshot done = write(height, hash, image);
                node.errand(() -> done(done));
            } catch (IOException | ChainException e) {
                node.errand(() -> failure = new ChainException("can't write the snapshot of"
                        + " height " + height + ": " + e.getMessage()
                        + "; mend the disk, then start the node again", e));
            }
        });
        return "the snapshot of height " + height + " is being written";
    }

    private Snapshot write(long height, Hash hash, Image image)
            throws IOException, ChainException {
        try (SnapshotWriter out = chain.snapshots().write(
                height, hash, StateWriter.members(image.roster()))) {
            StateWriter parts = new StateWriter(image);
            while (parts.hasNext()) {
                out.write(parts.next());
            }
            return out.publish();
        }
    }

    private void done(Snapshot snapshot) {
        newest = Math.max(newest, snapshot.height());
        LOG.info("wrote {}", snapshot);
        try {
            chain.snapshots().keep(KEPT);
            if (retention.log() == NodeConfig.Log.KEEP) {
                busy = false;
                return;
            }
            long from = Math.min(snapshot.height(),
                    chain.decided() - 2L * node.limits.catchUpBlocks()) + 1;
            remove(chain.compact(from, retention.log() == NodeConfig.Log.ARCHIVE));
        } catch (ChainException e) {
            failure = e;
        }
    }

    /** Each file's end is forced: under load that took longer than a leader may be silent. */
    private void remove(Removal removal) {
        long start = chain.start();
        node.ports.background().execute(() -> {
            try {
                removal.run();
                node.errand(() -> {
                    busy = false;
                    if (removal.count() > 0) {
                        LOG.info("the log begins at height {} now", start);
                    }
                });
            } catch (ChainException e) {
                node.errand(() -> failure = e);
            }
        });
    }
}
