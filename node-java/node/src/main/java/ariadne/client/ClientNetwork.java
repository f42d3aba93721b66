package ariadne.client;

import ariadne.transport.Network;
import ariadne.transport.TransportLimits;
import ariadne.wire.FrameCodec;
import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** One thread that carries any number of clients. Thread-safe. */
public final class ClientNetwork implements Closeable {
    private static final long IDLE_MILLIS = 1000;
    private static final String CLOSED = "the client is closed";

    private final LongSupplier nanoClock;
    private final Network network;
    private final Thread thread;
    private final ClientLoop loop;
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
        this.nanoClock = nanoClock;
        int frameBytes = codec.limits().frameBytes();
        network = new Network(new TransportLimits(frameBytes,
                Math.max(8L * frameBytes, TransportLimits.STANDARD.queueBytes()), 1), nanoClock);
        loop = new ClientLoop(codec, network, nanoClock,
                () -> ThreadLocalRandom.current().nextLong(), this::execute);
        thread = Thread.ofPlatform().daemon().name("ariadne-client").start(this::run);
    }

    /** A client that opens connections and its session when it needs them. */
    public AriadneClient client(ClientSettings settings) {
        AriadneClient client = loop.client(settings);
        execute(() -> {
            if (ended) {
                loop.close(CLOSED);
            }
        });
        return client;
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
    private void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            drainAfterTheEnd();
        } else if (signalled.compareAndSet(false, true)) {
            network.wakeup();
        }
    }

    private void run() {
        String why = CLOSED;
        try (network) {
            while (!closed) {
                round();
            }
        } catch (IOException | RuntimeException e) {
            why = "the client's thread failed: " + e;
            throw new IllegalStateException(why, e);
        } finally {
            loop.close(why);
            ended = true;
            drainAfterTheEnd();
        }
    }

    private void round() throws IOException {
        signalled.set(false);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        OptionalLong next = loop.tick();
        long waitMillis = IDLE_MILLIS;
        if (next.isPresent()) {
            long nanos = next.getAsLong() - nanoClock.getAsLong();
            waitMillis = Math.clamp(nanos / 1_000_000 + 1, 0, waitMillis);
        }
        network.poll(waitMillis);
    }

    private synchronized void drainAfterTheEnd() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
