package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Snapshot;
import ariadne.chain.SnapshotReceiver;
import ariadne.paxos.Block;
import ariadne.paxos.Hasher;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Fetches from the other nodes what a damaged chain lacks, block by block, each known by its hash,
 * before this node takes part in anything. Alagappan et al., <i>Protocol-Aware Recovery for
 * Consensus-Based Storage</i> (FAST '18). Blocks that a majority lacks too were perhaps
 * never decided: then the chain is cut there, and the node doubts until it is synced. To wait for
 * all would be to wait for ever where another node is gone for good.
 */
public final class Mender implements Handler {
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long WAIT_MILLIS = 50;
    private static final Logger LOG = LogManager.getLogger(Mender.class);

    private final NodeConfig config;
    private final Ports ports;
    private final ChainStore chain;
    private final FrameCodec codec;
    private final List<NodeConfig.Address> peers;
    private final int enough;
    private final int chunkBytes;
    private final Set<NodeConfig.Address> lacking = new HashSet<>();
    private Connection connection;
    private int next;
    private long askedNanos;
    private long asked;
    private SnapshotReceiver receiver;
    private ChainException failure;

    /** For a chain that is not whole. */
    public Mender(
            NodeConfig config, Limits limits, Ports ports, ChainStore chain, Hasher hasher) {
        this.config = config;
        this.ports = ports;
        this.chain = chain;
        this.codec = new FrameCodec(limits.wire(), hasher);
        this.chunkBytes = (int) limits.messageBytes();
        this.peers = config.others();
        this.enough = Math.min(peers.size(), config.members().size() / 2 + 1);
        LOG.warn("fetches what is missing from the others before it votes: {} blocks{}",
                chain.missing().size(), chain.snapshotFrom() == 0 ? ""
                        : ", a snapshot of height " + chain.snapshotFrom() + " or more");
    }

    /** Works until it is done; for ever while no other node answers. */
    void run() throws ChainException, IOException {
        boolean done = chain.whole();
        while (!done) {
            done = turn(WAIT_MILLIS);
        }
    }

    private void done() {
        if (connection != null) {
            connection.close("mended");
            ports.network().flush();
        }
        LOG.warn(chain.doubtful() ? "no other node has what is missing: cut, kept in damaged/,"
                + " and in doubt until the next sync" : "the chain is whole again");
    }

    /**
     * One turn of {@link #run}, for whoever drives a node by other means than a thread.
     *
     * @param waitMillis longest wait for something to arrive
     * @return whether the chain is whole, or doubtful
     * @throws ChainException when the disk fails
     */
    public boolean turn(long waitMillis) throws ChainException, IOException {
        long now = ports.clock().nanoTime();
        if (connection == null) {
            ask(now);
        } else if (now - askedNanos > PATIENCE_NANOS) {
            connection.close("no answer while mending");
        }
        ports.network().poll(waitMillis);
        if (failure != null) {
            throw failure;
        }
        if (!chain.whole() && lacking.size() >= enough) {
            lacking.clear();
            if (chain.missing().isEmpty()) {
                throw new ChainException("the log begins above every sound snapshot, and no other"
                        + " node has one; put back a snapshot of height " + chain.snapshotFrom()
                        + " or more from a backup, then start the node again");
            }
            chain.giveUp();
        }
        if (chain.whole()) {
            done();
        }
        return chain.whole();
    }

    private void ask(long now) {
        NodeConfig.Address peer = peers.get(next++ % peers.size());
        boolean snapshot = chain.missing().isEmpty();
        asked = snapshot ? chain.snapshotFrom() : chain.missing().getFirst().height();
        askedNanos = now;
        connection = ports.network().dial(peer.socket(), this);
        connection.attach(peer);
        connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION, config.cluster(),
                Frame.Kind.CLIENT, 0, config.self().name())));
        connection.send(codec.encode(new Frame.ClientRequest(asked, snapshot
                ? new Ask.Snapshot(0, 0, chunkBytes) : new Ask.Blocks(asked, 1))));
    }

    @Override
    public void frame(Connection from, ByteBuffer payload) {
        try {
            if (codec.decode(payload) instanceof Frame.ClientResponse response
                    && response.tag() == asked) {
                if (response.answer() instanceof Answer.SnapshotPart part
                        && part.height() >= asked && take(from, part)) {
                    return; // More of it comes.
                }
                boolean mended = chain.snapshotFrom() == 0 && chain.missing().isEmpty()
                        || response.answer() instanceof Answer.ChainPart part
                        && part.blocks().stream().anyMatch(this::mends);
                if (mended) {
                    lacking.clear();
                } else {
                    lacking.add((NodeConfig.Address) from.attachment());
                }
                from.close(mended ? "mended" : "it lacks it too");
            }
        } catch (WireException e) {
            from.close(e.getMessage());
        } catch (ChainException e) {
            failure = e;
        }
    }

    /** Whether more of the snapshot was asked for. */
    private boolean take(Connection from, Answer.SnapshotPart part) throws ChainException {
        Snapshot its = new Snapshot(part.height(), part.hash(), part.members(),
                part.sizeBytes(), part.digest());
        if (part.offset() == 0) {
            drop();
            receiver = chain.snapshots().receive(its);
        } else if (receiver == null || part.bytes().length == 0) {
            return false;
        }
        receiver.add(part.offset(), part.bytes());
        askedNanos = ports.clock().nanoTime();
        if (!receiver.complete()) {
            from.send(codec.encode(new Frame.ClientRequest(asked, new Ask.Snapshot(
                    its.height(), receiver.received(), chunkBytes))));
            return true;
        }
        SnapshotReceiver whole = receiver;
        receiver = null;
        try {
            LOG.info("{} is back", whole.publish());
            chain.mendBySnapshot();
        } catch (SnapshotReceiver.Damaged e) {
            from.close(e.getMessage());
        }
        return false;
    }

    private void drop() throws ChainException {
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
    }

    private boolean mends(Block block) {
        try {
            boolean mends = chain.mend(block);
            if (mends) {
                LOG.info("block {} is back", block);
            }
            return mends;
        } catch (ChainException e) {
            failure = e;
            return false;
        }
    }

    @Override
    public void closed(Connection closed, String reason) {
        if (closed == connection) {
            connection = null;
            try {
                drop();
            } catch (ChainException e) {
                failure = e;
            }
        }
    }
}
