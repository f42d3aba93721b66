package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
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
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Fetches from the other nodes what a damaged chain lacks, block by block, each known by its hash,
 * before this node takes part in anything. Alagappan et al., <i>Protocol-Aware Recovery for
 * Consensus-Based Storage</i> (FAST '18). Blocks that every other node lacks too were perhaps
 * never decided: then the chain is cut there, and the node doubts until it is synced.
 */
final class Mender implements Handler {
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long WAIT_MILLIS = 50;
    private static final Logger LOG = LogManager.getLogger(Mender.class);

    private final NodeConfig config;
    private final Ports ports;
    private final ChainStore chain;
    private final FrameCodec codec;
    private final List<Member> peers;
    private final Set<Integer> lacking = new HashSet<>();
    private Connection connection;
    private int next;
    private long askedNanos;
    private long asked;
    private ChainException failure;

    Mender(NodeConfig config, Limits limits, Ports ports, ChainStore chain, Hasher hasher) {
        this.config = config;
        this.ports = ports;
        this.chain = chain;
        this.codec = new FrameCodec(limits.wire(), hasher);
        this.peers = config.members().stream()
                .filter(member -> member.id() != config.self().id()).toList();
    }

    /**
     * Works until the chain is whole, or doubtful; for ever while no other node answers.
     *
     * @throws ChainException when the disk fails, or only a snapshot could help
     */
    void run() throws ChainException, IOException {
        if (chain.snapshotFrom() > 0) {
            throw new ChainException("the log begins above every sound snapshot; put back a"
                    + " snapshot of height " + chain.snapshotFrom() + " or more, from this node's"
                    + " backup or another node's directory, then start the node again");
        }
        LOG.warn("fetches {} blocks from the others before it votes", chain.missing().size());
        while (!chain.whole()) {
            turn();
        }
        if (connection != null) {
            connection.close("mended");
            ports.network().flush();
        }
        LOG.warn(chain.doubtful() ? "no other node has what is missing: cut, kept in damaged/,"
                + " and in doubt until the next sync" : "the chain is whole again");
    }

    private void turn() throws ChainException, IOException {
        long now = ports.clock().nanoTime();
        if (connection == null) {
            ask(now);
        } else if (now - askedNanos > PATIENCE_NANOS) {
            connection.close("no answer while mending");
        }
        ports.network().poll(WAIT_MILLIS);
        if (failure != null) {
            throw failure;
        }
        if (!chain.whole() && lacking.size() == peers.size()) {
            lacking.clear();
            chain.giveUp();
        }
    }

    private void ask(long now) {
        Member peer = peers.get(next++ % peers.size());
        asked = chain.missing().getFirst().height();
        askedNanos = now;
        connection = ports.network().dial(new InetSocketAddress(peer.host(), peer.port()), this);
        connection.attach(peer.id());
        connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION, config.cluster(),
                Frame.Kind.CLIENT, 0, config.self().name())));
        connection.send(codec.encode(new Frame.ClientRequest(asked, new Ask.Blocks(asked, 1))));
    }

    @Override
    public void frame(Connection from, ByteBuffer payload) {
        try {
            if (codec.decode(payload) instanceof Frame.ClientResponse response
                    && response.tag() == asked) {
                boolean mended = response.answer() instanceof Answer.ChainPart part
                        && part.blocks().stream().anyMatch(this::mends);
                if (mended) {
                    lacking.clear();
                } else {
                    lacking.add((Integer) from.attachment());
                }
                from.close(mended ? "mended" : "it lacks the block too");
            }
        } catch (WireException e) {
            from.close(e.getMessage());
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
        }
    }
}
