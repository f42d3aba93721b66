package ariadne.chaos.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through a {@link LinkProxy}, and its two directions; for the proxy's thread. */
final class ProxiedConnection {
    private final LinkProxy proxy;
    private final Selector selector;
    private final LinkProxy.Direction direction;
    private final InetSocketAddress address;
    private final SocketChannel dialer;
    private SocketChannel target;
    private ProxiedFlow forward;
    private ProxiedFlow backward;
    private boolean closed;

    ProxiedConnection(LinkProxy proxy, Selector selector, LinkProxy.Direction direction,
            InetSocketAddress address, SocketChannel dialer) throws IOException {
        this.proxy = proxy;
        this.selector = selector;
        this.direction = direction;
        this.address = address;
        this.dialer = dialer;
        open(dialer, 0);
    }

    private void open(SocketChannel channel, int interest) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, interest, this);
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * When it wants its next {@link #turn} without being woken by the selector; never: MAX_VALUE.
     */
    long dueNanos() {
        return closed || forward == null ? Long.MAX_VALUE
                : Math.min(forward.dueNanos(), backward.dueNanos());
    }

    /** Does what can be done now. */
    void turn() {
        if (closed) {
            return;
        }
        try {
            if (target == null) {
                connect();
            }
            if (target != null && target.isConnectionPending()) {
                finishConnect();
            }
            if (forward == null || closed) {
                return;
            }
            forward.turn(proxy.rule(direction));
            backward.turn(proxy.rule(direction.reversed()));
            if (forward.isBroken() || backward.isBroken()
                    || (forward.sinkIsDead() && backward.isDone())
                    || (backward.sinkIsDead() && forward.isDone())) {
                abort();
            } else if (forward.isDone() && backward.isDone()) {
                close();
            } else {
                want(dialer, forward.readOps() | backward.writeOps());
                want(target, backward.readOps() | forward.writeOps());
            }
        } catch (IOException e) {
            abort();
        }
    }

    private void want(SocketChannel channel, int interest) {
        // One that was refused is closed already, while that news is held back.
        if (channel.isOpen()) {
            channel.keyFor(selector).interestOps(interest);
        }
    }

    // As a lost SYN: as long as the dialer's bytes would not arrive, its connection goes no
    // further.
    private void connect() throws IOException {
        if (proxy.rule(direction).passage() == LinkProxy.Passage.PASS) {
            target = SocketChannel.open();
            open(target, SelectionKey.OP_CONNECT);
            target.connect(address);
        }
    }

    private void finishConnect() throws IOException {
        boolean refused = false;
        try {
            if (!target.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            // The node is dead. That it is refused is something that the node's machine says.
            refused = true;
        }
        forward = new ProxiedFlow(dialer, target, proxy.scratch());
        backward = new ProxiedFlow(target, dialer, proxy.scratch());
        if (refused) {
            forward.sinkDied();
            backward.sourceDied();
        }
    }

    private void close() {
        closed = true;
        closeQuietly(dialer);
        closeQuietly(target);
    }

    /** Resets both sides. */
    void abort() {
        reset(dialer);
        reset(target);
        close();
    }

    private static void reset(SocketChannel channel) {
        try {
            if (channel != null && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            closeQuietly(channel);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Its end was wanted, and this is one.
            return;
        }
    }
}
