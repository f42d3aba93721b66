package ariadne.server;

import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.paxos.Envelope;
import ariadne.paxos.Hasher;
import ariadne.paxos.Input;
import ariadne.paxos.Message;
import ariadne.server.Proposals.Proposal;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.PeerSettings;
import ariadne.transport.Peers;
import ariadne.transport.Transport;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Everything that comes in or goes out by the network: who it is, and to whom it belongs. */
final class Door implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Door.class);

    /** Bytes of a frame beside its texts and its transaction, at most. */
    private static final int FRAME_HEADER_BYTES = 64;

    private final Node node;
    private final FrameCodec codec;
    private final Transport network;
    private final Peers peers;
    private final Clients clients;
    private final Credible credible;
    private final Callers callers;
    /** What was said last, and its bytes: mostly the next peer is told the very same. */
    private Message said;
    private byte[] saidBytes;

    Door(Node node, Hasher hasher, long firstId) throws IOException {
        this.node = node;
        Limits limits = node.limits;
        this.codec = new FrameCodec(limits.wire(), hasher);
        this.clients = new Clients(node, firstId);
        this.network = node.ports.network();
        this.callers = new Callers(limits.connections());
        this.credible = new Credible(
                node.config.self().id(), new Transactions(limits.wire()));
        NodeConfig config = node.config;
        byte[] hello = codec.encode(new Frame.Hello(FrameCodec.VERSION, config.cluster(),
                Frame.Kind.PEER, config.self().id(), config.self().name()));
        this.peers = new Peers(network, PeerSettings.STANDARD,
                node.directory.peers(), hello, new Links(),
                node.ports.clock().nanoTime());
        try {
            network.listen(new InetSocketAddress(config.listen().host(), config.listen().port()),
                    new Incoming());
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    int poll(long timeoutMillis) throws IOException {
        return network.poll(timeoutMillis);
    }

    void wakeup() {
        network.wakeup();
    }

    void flush() {
        said = null;
        saidBytes = null;
        network.flush();
    }

    void tick(long nowNanos) {
        peers.tick(nowNanos);
        callers.tick(nowNanos);
        clients.expire(nowNanos);
    }

    void send(Envelope envelope) {
        if (said != envelope.message()) {
            saidBytes = codec.encode(new Frame.Peer(envelope.message()));
            said = envelope.message();
        }
        peers.send(envelope.to(), saidBytes);
    }

    void peer(int to, Frame frame) {
        peers.send(to, codec.encode(frame));
    }

    void answer(Connection client, Frame.ClientResponse response) {
        client.send(codec.encode(response));
    }

    void breakLink(int peer, boolean fail) {
        if (fail) {
            peers.failLink(peer);
        } else {
            peers.fixLink(peer);
            callers.ofPeer(peer).forEach(c -> c.close("link fixed"));
        }
    }

    void delay(int millis) {
        peers.delayMillis(millis);
    }

    /** Whether messages are held back until a tick. */
    boolean delays() {
        return peers.delays();
    }

    /** Each peer and how the link to it is. */
    String links() {
        List<String> links = new ArrayList<>();
        for (int peer : node.directory.peers().keySet()) {
            links.add(node.nameOf(peer) + " " + (!peers.receives(peer) ? "failed on purpose"
                    : node.core.replica.neighbour(peer) ? "up" : "down"));
        }
        return String.join(", ", links);
    }

    /** The members are others from now on: those that left are heard no more. */
    void membersChanged() {
        peers.members(node.directory.peers());
        callers.peers().stream().filter(c -> !peers.isMember(Callers.of(c).node()))
                .forEach(c -> c.close("no member any more"));
    }

    int waiting() {
        return clients.waiting();
    }

    void readAt(long id, long height) {
        clients.readAt(id, height);
    }

    void readLost(long id) {
        clients.readLost(id);
    }

    void applied(OperationId id, Applied result) {
        clients.applied(id, result);
    }

    void reached(long height) {
        clients.reached(height);
    }

    void refused(Proposal proposal, String why) {
        clients.refused(proposal, why);
    }

    void refuseAll(String why) {
        clients.refuseAll(why);
        network.flush();
    }

    @Override
    public void close() {
        try {
            network.close();
        } catch (IOException e) {
            LOG.warn("closing the network: {}", e.getMessage());
        }
    }

    private void hello(Connection from, Frame.Hello hello) {
        Frame.HelloAnswer answer =
                hello.answer(node.config.cluster(), node.config.self().id());
        String why = hello.kind() == Frame.Kind.PEER ? stranger(hello) : "";
        if (answer.ok() && !why.isEmpty()) {
            answer = new Frame.HelloAnswer(false, node.config.self().id(), why);
        }
        from.send(codec.encode(answer));
        if (answer.ok()) {
            WireLimits wire = node.limits.wire();
            from.limitFrames(hello.kind() == Frame.Kind.PEER ? wire.frameBytes()
                    : wire.transactionBytes() + FRAME_HEADER_BYTES);
            callers.greeted(from, new Callers.Caller(hello.kind(), hello.node()));
        } else {
            LOG.warn("refused {} {}: {}", hello.kind(), hello.name(), answer.why());
            from.closeWhenSent(answer.why());
        }
    }

    /** Why one that greets as a peer is none; empty when it is one. */
    private String stranger(Frame.Hello hello) {
        if (!node.directory.belongs()) {
            return node.config.self().name() + " is no member of " + node.config.cluster();
        }
        String why = node.directory.whyNot(hello.node(), hello.name());
        return !why.isEmpty() || peers.isMember(hello.node()) ? why
                : "node " + hello.node() + " is no other member of " + node.config.cluster();
    }

    private void take(Connection from, Callers.Caller caller, Frame frame)
            throws WireException {
        if (!caller.isPeer()) {
            if (!(frame instanceof Frame.ClientRequest request)) {
                throw new WireException("a client may only ask");
            }
            clients.ask(from, request.tag(), request.ask());
            return;
        }
        if (!peers.receives(caller.node())) {
            return;
        }
        if (node.debug) {
            LOG.info("from {} {}", node.nameOf(caller.node()), frame);
        }
        switch (frame) {
            case Frame.Peer peer -> {
                credible.demand(caller.node(), node.core.replica.standing().promised(),
                        peer.message());
                node.core.step(new Input.Received(caller.node(), peer.message()));
            }
            case Frame.Forward forward ->
                clients.forwarded(caller.node(), forward.tag(), forward.transaction());
            case Frame.ForwardRefused refused -> clients.refused(refused.tag(), refused.why());
            default -> throw new WireException("no frame for a peer: " + frame);
        }
    }

    /** What others dial. */
    private final class Incoming implements Handler {
        @Override
        public void accepted(Connection connection) {
            connection.limitFrames(2 * node.limits.wire().textBytes() + FRAME_HEADER_BYTES);
            callers.accept(connection, node.ports.clock().nanoTime());
        }

        @Override
        public void frame(Connection connection, ByteBuffer payload) {
            try {
                Frame frame = codec.decode(payload);
                if (connection.attachment() instanceof Callers.Caller caller) {
                    take(connection, caller, frame);
                } else if (frame instanceof Frame.Hello hello) {
                    hello(connection, hello);
                } else {
                    throw new WireException("the first frame is no hello");
                }
            } catch (WireException e) {
                LOG.warn("closing the connection {}: {}", connection, e.getMessage());
                connection.close(e.getMessage());
            }
        }

        @Override
        public void closed(Connection connection, String reason) {
            callers.closed(connection);
        }
    }

    /** News of the links that this node dials. */
    private final class Links implements Peers.Listener {
        @Override
        public void up(int peer) {
            node.core.step(new Input.Reconnected(peer));
        }

        @Override
        public void down(int peer, String why) {
            LOG.debug("link to {} is down: {}", node.nameOf(peer), why);
            node.core.step(new Input.Disconnected(peer));
        }

        @Override
        public void frame(int peer, ByteBuffer payload) {
            try {
                if (!(codec.decode(payload) instanceof Frame.HelloAnswer answer)) {
                    throw new WireException("no answer to a greeting");
                } else if (!answer.ok()) {
                    LOG.warn("{} refuses this node: {}", node.nameOf(peer), answer.why());
                } else if (answer.node() != peer) {
                    throw new WireException("node " + answer.node() + " answers there");
                }
            } catch (WireException e) {
                LOG.warn("closing the link to {}: {}", node.nameOf(peer), e.getMessage());
                peers.drop(peer, e.getMessage());
            }
        }
    }
}
