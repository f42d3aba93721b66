package ariadne.chaos.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * TCP proxies for all links between nodes, on one thread. What one node sends to another has one
 * rule, on the connections that it dialed and on those that it accepted. When a call returns, its
 * rule holds.
 *
 * <p>Connections live through a stall, as through real loss: nothing is lost, and ends and resets
 * are held back like bytes. A new connection is taken on at once but goes no further until what
 * the dialer sends may pass; if only the other direction is stalled, the connection comes about
 * and stays mute in that direction. (With real loss it would not come about, so here one-way cuts
 * stay one-way for longer.)
 */
final class LinkProxy implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(LinkProxy.class);

    private final Map<Direction, Rule> rules = new HashMap<>();
    private final Set<ProxiedConnection> connections = new HashSet<>();
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "link proxy");
    private volatile boolean closed;

    /** What one node sends to another. */
    record Direction(String from, String to) {
        Direction reversed() {
            return new Direction(to, from);
        }
    }

    /** What becomes of bytes. */
    enum Passage { PASS, STALL, DROP }

    /** @param delayNanos between their coming and their going on */
    record Rule(Passage passage, long delayNanos) {
        static final Rule PLAIN = new Rule(Passage.PASS, 0);
    }

    private record Door(Direction direction, InetSocketAddress target) {}

    private record Task(Runnable action, CompletableFuture<Void> done) {
        void run() {
            try {
                action.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }

        void refuse() {
            done.completeExceptionally(new IllegalStateException("closed"));
        }
    }

    LinkProxy() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new LabException("cannot open a selector: " + e, e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens the link from one node to another.
     *
     * @param target where the other node listens
     * @return the loopback port where the first one shall dial
     */
    int open(String from, String to, InetSocketAddress target) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        perform(() -> port.complete(listen(new Door(new Direction(from, to), target))));
        return port.join();
    }

    /** Holds everything back until mended. */
    void stall(String from, String to) {
        rule(from, to, old -> new Rule(Passage.STALL, old.delayNanos()));
    }

    /**
     * Swallows everything until mended. A connection that lost bytes is reset then, because what
     * follows would make no sense.
     */
    void drop(String from, String to) {
        rule(from, to, old -> new Rule(Passage.DROP, old.delayNanos()));
    }

    /** Delays from now on what comes; 0 ends that. */
    void delay(String from, String to, long millis) {
        rule(from, to, old -> new Rule(old.passage(), millis * 1_000_000));
    }

    /** Ends stalling and dropping; what was held back goes on. */
    void mend(String from, String to) {
        rule(from, to, old -> new Rule(Passage.PASS, old.delayNanos()));
    }

    private void rule(String from, String to, UnaryOperator<Rule> change) {
        perform(() -> {
            rules.compute(new Direction(from, to), (direction, old) ->
                    change.apply(old == null ? Rule.PLAIN : old));
            turnAll();
        });
    }

    /** The rule of a direction; for the proxy's thread. */
    Rule rule(Direction direction) {
        return rules.getOrDefault(direction, Rule.PLAIN);
    }

    /** For what is read in one go; for the proxy's thread. */
    ByteBuffer scratch() {
        return scratch;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(Runnable action) {
        Task task = new Task(action, new CompletableFuture<>());
        tasks.add(task);
        selector.wakeup();
        if (closed) {
            task.refuse();
        }
        try {
            task.done().join();
        } catch (CompletionException e) {
            throw new LabException("link proxy: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private int listen(Door door) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT, door);
            return ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new LabException("cannot listen on loopback: " + e, e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                long waitNanos = nextDueNanos();
                if (waitNanos == Long.MAX_VALUE) {
                    selector.select();
                } else {
                    selector.select(Math.max(1, (waitNanos + 999_999) / 1_000_000));
                }
                turn();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the link proxy ends", e);
        } finally {
            closed = true;
            closeAll();
        }
    }

    private void turn() throws IOException {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.attachment() instanceof Door door) {
                accept((ServerSocketChannel) key.channel(), door);
            } else {
                ((ProxiedConnection) key.attachment()).turn();
            }
        }
        selector.selectedKeys().clear();
        for (ProxiedConnection connection : connections) {
            if (connection.dueNanos() <= System.nanoTime()) {
                connection.turn();
            }
        }
        connections.removeIf(ProxiedConnection::isClosed);
    }

    private void accept(ServerSocketChannel server, Door door) throws IOException {
        SocketChannel dialer = server.accept();
        if (dialer != null) {
            ProxiedConnection connection = new ProxiedConnection(this, selector, door.direction(),
                    door.target(), dialer);
            connections.add(connection);
            connection.turn();
        }
    }

    private void turnAll() {
        for (ProxiedConnection connection : connections) {
            connection.turn();
        }
    }

    private long nextDueNanos() {
        long due = Long.MAX_VALUE;
        for (ProxiedConnection connection : connections) {
            due = Math.min(due, connection.dueNanos());
        }
        return due == Long.MAX_VALUE ? due : Math.max(0, due - System.nanoTime());
    }

    private void closeAll() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            closeQuietly(key.channel());
        }
        closeQuietly(selector);
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.refuse();
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("while closing: {}", e.toString());
        }
    }
}
