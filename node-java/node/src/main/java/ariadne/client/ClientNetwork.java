package ariadne.client;

import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Network;
import ariadne.transport.TransportLimits;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** One thread that carries any number of clients. Thread-safe. */
public final class ClientNetwork implements Closeable {
    private static final long IDLE_MILLIS = 1000;

    private final FrameCodec codec;
    private final LongSupplier nanoClock;
    private final Network network;
    private final Thread thread;
    private final Set<Core> cores = new LinkedHashSet<>();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * Starts the thread, a daemon.
     *
     * @param codec with the hash of the cluster, for the blocks that clients read
     * @throws IOException when the machine has no descriptor left
     */
    public ClientNetwork(FrameCodec codec) throws IOException {
        this(codec, System::nanoTime);
    }

    ClientNetwork(FrameCodec codec, LongSupplier nanoClock) throws IOException {
        this.codec = codec;
        this.nanoClock = nanoClock;
        int frameBytes = codec.limits().frameBytes();
        network = new Network(new TransportLimits(frameBytes,
                Math.max(8L * frameBytes, TransportLimits.STANDARD.queueBytes()), 1), nanoClock);
        thread = Thread.ofPlatform().daemon().name("ariadne-client").start(this::run);
    }

    /** A client that opens connections and its session when it needs them. */
    public AriadneClient client(ClientSettings settings) {
        Nodes nodes = new Nodes(settings);
        Core core = new Core(settings, new Transactions(codec.limits()), nodes, nanoClock,
                () -> ThreadLocalRandom.current().nextLong());
        nodes.core = core;
        execute(() -> {
            cores.add(core);
            if (ended) {
                core.close("the client is closed");
            }
        });
        return new AriadneClient(this, core, codec.limits());
    }

    /**
     * Closes all clients: what they wait for is refused or unknown. Waits for the thread's end.
     */
    @Override
    public void close() {
        closed = true;
        network.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the task on the thread; when it has ended, here, where every core is closed. */
    void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            drainAfterTheEnd();
        } else if (signalled.compareAndSet(false, true)) {
            network.wakeup();
        }
    }

    void forget(Core core) {
        cores.remove(core);
    }

    private void run() {
        String why = "the client is closed";
        try (network) {
            while (!closed) {
                round();
            }
        } catch (IOException | RuntimeException e) {
            why = "the client's thread failed: " + e;
            throw new IllegalStateException(why, e);
        } finally {
            for (Core core : Set.copyOf(cores)) {
                core.close(why);
            }
            ended = true;
            drainAfterTheEnd();
        }
    }

    private void round() throws IOException {
        signalled.set(false);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        long waitMillis = IDLE_MILLIS;
        for (Core core : cores) {
            core.tick();
            if (core.nextTickNanos().isPresent()) {
                long nanos = core.nextTickNanos().get() - nanoClock.getAsLong();
                waitMillis = Math.clamp(nanos / 1_000_000 + 1, 0, waitMillis);
            }
        }
        network.poll(waitMillis);
    }

    private synchronized void drainAfterTheEnd() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
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
            connections[node] = network.dial(settings.endpoints().get(node).address(), this);
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
