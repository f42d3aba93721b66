package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Snapshot;
import ariadne.chain.SnapshotReceiver;
import ariadne.paxos.Input;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Brings what others have decided to a node that is far behind: blocks, or where those are
 * compacted a snapshot in parts, which goes on where it was broken off. It asks as any client
 * may, one question at a time, one node at a time.
 */
final class CatchUp implements Handler {
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long LEARN_NANOS = 100_000_000L;
    private static final long LONELY_NANOS = 2_000_000_000L;
    private static final Logger LOG = LogManager.getLogger(CatchUp.class);

    private final Node node;
    private final ChainStore chain;
    private final FrameCodec codec;
    private Connection connection;
    private SnapshotReceiver receiver;
    private Snapshot offered;
    private long askedNanos;
    private long soughtNanos;
    private int sought;
    private long tag;
    private ChainException failure;

    CatchUp(Node node, ChainStore chain, FrameCodec codec) {
        this.node = node;
        this.chain = chain;
        this.codec = codec;
        this.soughtNanos = node.ports.clock().nanoTime();
    }

    /** Somebody has decided more; asks it, unless somebody is being asked already. */
    void behind(int peer) {
        InetSocketAddress address = node.addressOf(peer);
        if (connection != null || address == null) {
            return;
        }
        LOG.info("catches up from {}, decided here {}", node.nameOf(peer),
                node.core.replica.standing().decided());
        dial(address);
    }

    /**
     * Whom nobody tells asks by itself: who waits to become a member, and who hears no leader for
     * long, and was removed perhaps.
     */
    private void seek(long nowNanos) {
        if (node.core.replica.follows() != 0) {
            soughtNanos = nowNanos;
            return;
        }
        long pause = node.directory.belongs() ? LONELY_NANOS : LEARN_NANOS;
        if (connection != null || nowNanos - soughtNanos <= pause) {
            return;
        }
        soughtNanos = nowNanos;
        List<NodeConfig.Address> sources = node.directory.sources();
        if (!sources.isEmpty()) {
            dial(sources.get(Math.floorMod(sought++, sources.size())).socket());
        }
    }

    private void dial(InetSocketAddress address) {
        connection = node.ports.network().dial(address, this);
        connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION, node.config.cluster(),
                Frame.Kind.CLIENT, 0, node.config.self().name())));
        askBlocks();
    }

    /** Fails in the very turn in which the disk did. */
    void demandDisk() throws ChainException {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Looks around; gives up on a node that does not answer. The next sign of being behind tries
     * again.
     */
    void tick(long nowNanos) {
        seek(nowNanos);
        if (connection != null && nowNanos - askedNanos > PATIENCE_NANOS) {
            connection.close("no answer while catching up");
        }
    }

    private void ask(Ask ask) {
        askedNanos = node.ports.clock().nanoTime();
        connection.send(codec.encode(new Frame.ClientRequest(++tag, ask)));
    }

    private void askBlocks() {
        ask(new Ask.Blocks(node.core.replica.standing().decided() + 1,
                (int) node.limits.messageBytes()));
    }

    @Override
    public void frame(Connection from, ByteBuffer payload) {
        if (from != connection) {
            return;
        }
        try {
            switch (codec.decode(payload)) {
                case Frame.HelloAnswer hello -> {
                    if (!hello.ok()) {
                        from.close(hello.why());
                    }
                }
                case Frame.ClientResponse response when response.tag() == tag ->
                    answered(response.answer());
                default -> from.close("an answer to nothing that was asked");
            }
        } catch (WireException e) {
            from.close(e.getMessage());
        } catch (ChainException e) {
            failure = e;
        }
    }

    private void answered(Answer answer) throws ChainException {
        switch (answer) {
            case Answer.ChainPart part when !part.blocks().isEmpty() -> {
                node.core.step(new Input.Learned(part.blocks()));
                more(part.decided());
            }
            case Answer.ChainPart part -> {
                if (part.decided() > node.core.replica.standing().decided()) {
                    ask(new Ask.Snapshot(0, 0, (int) node.limits.messageBytes()));
                } else {
                    connection.close("caught up");
                }
            }
            case Answer.SnapshotPart part -> take(part);
            default -> connection.close("can't catch up here: " + answer);
        }
    }

    private void more(long itsDecided) {
        if (itsDecided > node.core.replica.standing().decided()) {
            askBlocks();
        } else {
            connection.close("caught up");
        }
    }

    private void take(Answer.SnapshotPart part) throws ChainException {
        Snapshot its = new Snapshot(part.height(), part.hash(), part.members(),
                part.sizeBytes(), part.digest());
        if (receiver == null || !its.equals(offered)) {
            drop();
            offered = its;
            receiver = chain.snapshots().receive(its);
        } else if (part.bytes().length == 0) {
            connection.close("the snapshot ends early");
            return;
        }
        receiver.add(part.offset(), part.bytes());
        if (!receiver.complete()) {
            ask(new Ask.Snapshot(its.height(), receiver.received(),
                    (int) node.limits.messageBytes()));
            return;
        }
        SnapshotReceiver whole = receiver;
        receiver = null;
        try {
            node.install(whole.publish());
            askBlocks();
        } catch (SnapshotReceiver.Damaged e) {
            connection.close(e.getMessage());
        }
    }

    private void drop() throws ChainException {
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
    }

    @Override
    public void closed(Connection closed, String reason) {
        if (closed != connection) {
            return;
        }
        LOG.debug("catching up ends at {}: {}", node.core.replica.standing().decided(), reason);
        connection = null;
        try {
            drop();
        } catch (ChainException e) {
            failure = e;
        }
    }
}
