package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.LostVotesException;
import ariadne.chain.Sha256Hasher;
import ariadne.chain.UnformattedException;
import ariadne.kv.Roster;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a node does before it starts when {@code rejoin=auto}: if its directory is empty, or may
 * have lost what it promised, that member is gone for good. It asks the others which id comes
 * next, sets the directory aside and formats another one under that id. {@link Rejoin} does the
 * rest. Asking what was promised would not be enough: a promise may still be on its way.
 */
final class Comeback implements Handler {
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long WAIT_MILLIS = 50;
    private static final Logger LOG = LogManager.getLogger(Comeback.class);

    private final NodeConfig config;
    private final Ports ports;
    private final FrameCodec codec;
    private final List<NodeConfig.Address> peers;
    private Connection connection;
    private long askedNanos;
    private int next;
    private Roster found;

    private Comeback(NodeConfig config, Limits limits, Ports ports) {
        this.config = config;
        this.ports = ports;
        this.codec = new FrameCodec(limits.wire(), new Sha256Hasher());
        this.peers = config.others();
    }

    /**
     * The id that this node has now, by its directory; made anew where that is lost.
     *
     * @throws ConfigException when the directory can't be set aside
     */
    static NodeConfig ready(NodeConfig config, Limits limits, Ports ports)
            throws ConfigException, IOException {
        try {
            NodeConfig its = config.as(ChainStore.identity(config.data()).member());
            ChainStore.open(its.data(), its.cluster(), its.self().id()).close();
            return its;
        } catch (UnformattedException | LostVotesException e) {
            LOG.warn("this member is gone for good: {}", e.getMessage());
        } catch (ChainException e) {
            return config; // Told when the node opens it.
        }
        Roster now = new Comeback(config, limits, ports).ask();
        NodeConfig another = config.as(now.nextId());
        setAside(config.data());
        Server.format(another);
        LOG.warn("comes back as member {}", now.nextId());
        return another;
    }

    /** Makes room for another directory; nothing is thrown away. */
    static void setAside(Path data) throws IOException {
        if (Files.exists(data)) {
            Path aside = free(data);
            Files.move(data, aside);
            LOG.warn("what is left of it is in {}", aside);
        }
    }

    private static Path free(Path data) {
        int times = 1;
        while (Files.exists(data.resolveSibling(data.getFileName() + ".lost-" + times))) {
            times++;
        }
        return data.resolveSibling(data.getFileName() + ".lost-" + times);
    }

    /** Works until somebody tells who the members are; for ever while nobody does. */
    private Roster ask() throws IOException {
        LOG.warn("asks {} who the members are, until one answers", peers);
        while (found == null) {
            long now = ports.clock().nanoTime();
            if (connection == null) {
                askedNanos = now;
                connection = ports.network().dial(
                        peers.get(next++ % peers.size()).socket(), this);
                connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION,
                        config.cluster(), Frame.Kind.CLIENT, 0, config.self().name())));
                connection.send(codec.encode(new Frame.ClientRequest(1, new Ask.Members())));
            } else if (now - askedNanos > PATIENCE_NANOS) {
                connection.close("no answer");
            }
            ports.network().poll(WAIT_MILLIS);
        }
        ports.network().flush();
        return found;
    }

    @Override
    public void frame(Connection from, ByteBuffer payload) {
        try {
            if (codec.decode(payload) instanceof Frame.ClientResponse response
                    && response.answer() instanceof Answer.Members members) {
                found = members.now();
                from.close("asked");
            }
        } catch (WireException e) {
            from.close(e.getMessage());
        }
    }

    @Override
    public void closed(Connection closed, String reason) {
        if (closed == connection) {
            connection = null;
        }
    }
}
