package ariadne.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** TCP on one selector. */
public final class Network implements Transport {
    private static final int SHARED_BYTES = 256 << 10;

    private final TransportLimits limits;
    private final LongSupplier nanoClock;
    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(SHARED_BYTES);
    private List<SocketConnection> dirty = new ArrayList<>();
    private List<SocketConnection> writing = new ArrayList<>();
    private List<SocketConnection> connectedAtOnce = new ArrayList<>();
    private List<Closing> closing = new ArrayList<>();
    private int events;
    private long strangersBytes;

    private record Closing(SocketConnection connection, String why) {}

    private record Listener(ServerSocketChannel channel, Handler handler) {}

    /**
     * A network without a connection.
     *
     * @param nanoClock monotonic, for the connections' time stamps; nothing here waits for it
     */
    public Network(TransportLimits limits, LongSupplier nanoClock) throws IOException {
        this.limits = limits;
        this.nanoClock = nanoClock;
        selector = Selector.open();
    }

    @Override
    public InetSocketAddress listen(InetSocketAddress address, Handler handler)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, limits.backlogConnections());
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT, new Listener(channel, handler));
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Connection dial(InetSocketAddress address, Handler handler) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open();
        } catch (IOException e) {
            throw new IllegalStateException("no socket left: " + e.getMessage(), e);
        }
        SocketConnection connection =
                new SocketConnection(this, handler, channel, "to " + text(address));
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, connection);
            connection.register(key, false);
            if (address.isUnresolved()) {
                connection.close("unknown host " + address.getHostString());
            } else if (channel.connect(address)) {
                connectedAtOnce.add(connection);
            }
        } catch (IOException e) {
            connection.close(SocketConnection.reason(e));
        }
        return connection;
    }

    @Override
    public int poll(long timeoutMillis) throws IOException {
        events = 0;
        flush();
        if (timeoutMillis == 0 || events > 0 || hasNews()) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, Math.max(timeoutMillis, 0));
        }
        flush();
        return events;
    }

    @Override
    public void flush() {
        write();
        if (hasNews()) {
            tell();
            write();
        }
    }

    private void tell() {
        List<SocketConnection> connected = connectedAtOnce;
        connectedAtOnce = new ArrayList<>();
        for (SocketConnection connection : connected) {
            events++;
            connection.connected();
        }
        List<Closing> closed = closing;
        closing = new ArrayList<>();
        for (Closing each : closed) {
            events++;
            each.connection().handler().closed(each.connection(), each.why());
        }
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (ClosedSelectorException e) {
            return;
        }
        selector.close();
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }

    long nanos() {
        return nanoClock.getAsLong();
    }

    void dirty(SocketConnection connection) {
        dirty.add(connection);
    }

    void closing(SocketConnection connection, String why) {
        closing.add(new Closing(connection, why));
    }

    /** What a stranger's connection holds has changed. */
    void held(long moreBytes) {
        strangersBytes += moreBytes;
    }

    /** Closes those that hold most until the rest is within the limit. */
    void shed() {
        while (strangersBytes > limits.strangersBytes()) {
            SocketConnection most = null;
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof SocketConnection connection
                        && (most == null || connection.countedBytes() > most.countedBytes())) {
                    most = connection;
                }
            }
            most.close("more than " + limits.strangersBytes()
                    + " bytes wait on all connections, the most on this one");
        }
    }

    private boolean hasNews() {
        return !connectedAtOnce.isEmpty() || !closing.isEmpty();
    }

    private void write() {
        while (!dirty.isEmpty()) {
            List<SocketConnection> now = dirty;
            dirty = writing;
            writing = now;
            now.forEach(connection -> connection.flush(outgoing));
            now.clear();
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Listener listener) {
            accept(listener);
        } else if (key.attachment() instanceof SocketConnection connection && key.isValid()) {
            events++;
            connection.ready(shared);
        }
    }

    private void accept(Listener listener) {
        try {
            for (SocketChannel channel = listener.channel().accept(); channel != null;
                    channel = listener.channel().accept()) {
                accept(listener.handler(), channel);
            }
        } catch (IOException e) {
            // Out of descriptors, or gone before it was taken: the listener itself is well, and
            // whoever dialed tries again.
            events++;
        }
    }

    private void accept(Handler handler, SocketChannel channel) throws IOException {
        SocketConnection connection =
                new SocketConnection(this, handler, channel, "from " + channel.getRemoteAddress());
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.register(channel.register(selector, SelectionKey.OP_READ, connection),
                    true);
            connection.stranger();
        } catch (IOException e) {
            channel.close();
            return;
        }
        events++;
        handler.accepted(connection);
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
