package ariadne.client;

import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Any number of clients over one transport, without a thread of its own: whoever has it ticks,
 * then polls the transport, over and over.
 */
public final class ClientLoop {
    private final FrameCodec codec;
    private final Transport transport;
    private final LongSupplier nanoClock;
    private final LongSupplier nonces;
    private final Executor executor;
    private final Set<Core> cores = new LinkedHashSet<>();

    /**
     * A loop without clients.
     *
     * @param codec with the hash of the cluster, for the blocks that clients read
     * @param nanoClock monotonic
     * @param nonces random numbers, to tell the openings of sessions apart
     * @param executor carries out what clients are asked to do, on the loop's thread
     */
    public ClientLoop(FrameCodec codec, Transport transport, LongSupplier nanoClock,
            LongSupplier nonces, Executor executor) {
        this.codec = codec;
        this.transport = transport;
        this.nanoClock = nanoClock;
        this.nonces = nonces;
        this.executor = executor;
    }

    /** A client that opens connections and its session when it needs them. For any thread. */
    public AriadneClient client(ClientSettings settings) {
        Nodes nodes = new Nodes(settings);
        Core core = new Core(settings, new Transactions(codec.limits()), nodes, nanoClock, nonces);
        nodes.core = core;
        executor.execute(() -> cores.add(core));
        return new AriadneClient(this, core, codec.limits());
    }

    /**
     * Does what is due.
     *
     * @return when something is due next, by the clock, if nothing arrives before
     */
    public OptionalLong tick() {
        OptionalLong next = OptionalLong.empty();
        for (Core core : List.copyOf(cores)) {
            core.tick();
            OptionalLong due = core.nextTickNanos();
            if (due.isPresent()) {
                next = next.isEmpty() || due.getAsLong() < next.getAsLong() ? due : next;
            }
        }
        return next;
    }

    /** Ends all clients: what they wait for is refused or unknown. */
    public void close(String why) {
        for (Core core : List.copyOf(cores)) {
            core.close(why);
        }
        cores.clear();
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    void forget(Core core) {
        cores.remove(core);
    }

    /** The connections of one client. */
    private final class Nodes implements Port, Handler {
        private final ClientSettings settings;
        private final Connection[] connections;
        private Core core;

        Nodes(ClientSettings settings) {
            this.settings = settings;
            connections = new Connection[settings.endpoints().size()];
        }

        @Override
        public void dial(int node) {
            connections[node] = transport.dial(settings.endpoints().get(node).address(), this);
            connections[node].attach(node);
        }

        @Override
        public void send(int node, Frame frame) {
            connections[node].send(codec.encode(frame));
        }

        @Override
        public void close(int node, String why) {
            Connection connection = connections[node];
            connections[node] = null;
            connection.close(why);
        }

        @Override
        public void connected(Connection connection) {
            if (isCurrent(connection)) {
                core.connected((int) connection.attachment());
            }
        }

        @Override
        public void frame(Connection connection, ByteBuffer payload) {
            if (!isCurrent(connection)) {
                return;
            }
            Frame frame;
            try {
                frame = codec.decode(payload);
            } catch (WireException e) {
                connection.close("bad bytes: " + e.getMessage());
                return;
            }
            core.frame((int) connection.attachment(), frame);
        }

        @Override
        public void closed(Connection connection, String reason) {
            if (isCurrent(connection)) {
                int node = (int) connection.attachment();
                connections[node] = null;
                core.closed(node, settings.endpoints().get(node).name() + ": " + reason);
            }
        }

        private boolean isCurrent(Connection connection) {
            return connections[(int) connection.attachment()] == connection;
        }
    }
}
