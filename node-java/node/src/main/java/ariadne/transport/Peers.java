package ariadne.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One dialed connection to each other node, for sending alone: what the others send comes on the
 * connections that they dial. Dials anew for ever. Healed TCP connections come back only after
 * their retransmission back-off (a cut of 3 s stalls up to 6.7 s), so a link that gives no sign
 * of life is given up early. Driven by {@link #tick}, on the thread of its {@link Transport} and
 * by the same clock.
 */
public final class Peers implements Handler {
    private final Transport transport;
    private final PeerSettings settings;
    private final byte[] hello;
    private final Listener listener;
    private final Map<Integer, Link> links = new TreeMap<>();
    private final ArrayDeque<Delayed> delayed = new ArrayDeque<>();
    private long delayedBytes;
    private long delayMillis;
    private long nowNanos;

    /** What the owner wants to know about links. */
    public interface Listener {
        /** The link stands, for the first time or anew: what was sent before may be lost. */
        void up(int node);

        /** The link that stood is gone. */
        void down(int node, String why);

        /** The node said something on the connection that was dialed: the answer to the hello. */
        void frame(int node, ByteBuffer payload);
    }

    /**
     * How a link is, for people.
     *
     * @param failed broken on purpose
     * @param dials how often it was dialed
     * @param lastReadNanos when the other side last gave a sign of life; 0 when there is no
     *     connection
     * @param lastTrouble why it was last down, empty if never
     */
    public record LinkState(int node, InetSocketAddress address, boolean up, boolean failed,
            long dials, long queuedBytes, long lastReadNanos, String lastTrouble) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Delayed(Link link, byte[] payload, long dueNanos) {}

    private static final class Link {
        final int node;
        final InetSocketAddress address;
        Connection connection;
        boolean up;
        boolean failed;
        long dialedNanos;
        long dialAfterNanos;
        long pingedNanos;
        long dials;
        long backoffMillis;
        String lastTrouble = "";

        Link(int node, InetSocketAddress address) {
            this.node = node;
            this.address = address;
        }

        boolean isUp() {
            return up && connection.isEstablished();
        }
    }

    /**
     * Links to these nodes; the first tick dials.
     *
     * @param addresses by node id, without the own one
     * @param hello the first payload on each connection
     * @param nanos now
     */
    public Peers(Transport transport, PeerSettings settings,
            Map<Integer, InetSocketAddress> addresses, byte[] hello, Listener listener,
            long nanos) {
        this.transport = transport;
        this.settings = settings;
        this.hello = hello.clone();
        this.listener = listener;
        nowNanos = nanos;
        members(addresses);
    }

    /** Keeps links to these nodes from now on, and to no others. */
    public void members(Map<Integer, InetSocketAddress> addresses) {
        for (Link link : List.copyOf(links.values())) {
            if (!link.address.equals(addresses.get(link.node))) {
                links.remove(link.node);
                if (link.connection != null) {
                    link.connection.close("no member any more");
                }
            }
        }
        addresses.forEach((node, address) -> links.computeIfAbsent(node, id -> {
            Link link = new Link(id, address);
            link.backoffMillis = settings.backoffMinMillis();
            link.dialAfterNanos = nowNanos;
            return link;
        }));
    }

    /**
     * Sends on the link, or drops: messages may be lost, and are when there is no link.
     *
     * @return false when it was dropped here
     */
    public boolean send(int node, byte[] payload) {
        Link link = links.get(node);
        if (link == null || link.failed || !link.isUp()) {
            return false;
        }
        if (delayMillis == 0 && delayed.isEmpty()) {
            link.connection.send(payload);
            return true;
        }
        if (delayedBytes + payload.length > transport.limits().queueBytes()) {
            return false;
        }
        long due = nowNanos + delayMillis * 1_000_000;
        if (!delayed.isEmpty() && delayed.getLast().dueNanos() - due > 0) {
            due = delayed.getLast().dueNanos();
        }
        delayed.addLast(new Delayed(link, payload, due));
        delayedBytes += payload.length;
        return true;
    }

    /**
     * Dials, pings, gives up dead links, and sends what was delayed for long enough. To be
     * called every few milliseconds, after a poll.
     */
    public void tick(long nanos) {
        // After a pause of this process the signs of life lie unread in the kernel.
        boolean slept = nanos - nowNanos > settings.stallMillis() * 500_000;
        nowNanos = nanos;
        while (!delayed.isEmpty() && nanos - delayed.getFirst().dueNanos() >= 0) {
            Delayed next = delayed.removeFirst();
            delayedBytes -= next.payload().length;
            if (!next.link().failed && next.link().isUp()) {
                next.link().connection.send(next.payload());
            }
        }
        for (Link link : List.copyOf(links.values())) {
            tick(link, slept);
        }
    }

    /** Closes the connection to a node that talks nonsense; it is dialed anew as after a cut. */
    public void drop(int node, String why) {
        Link link = link(node);
        if (link.connection != null) {
            link.connection.close(why);
        }
    }

    /** Breaks a link on purpose: nothing is sent, and {@link #receives} says no. */
    public void failLink(int node) {
        link(node).failed = true;
    }

    /**
     * Mends what {@link #failLink} broke, and dials anew, so that the listener hears that
     * messages were lost. The owner closes what the node dialed, so that it knows too.
     */
    public void fixLink(int node) {
        Link link = link(node);
        if (link.failed) {
            link.failed = false;
            link.dialAfterNanos = nowNanos;
            if (link.connection != null) {
                link.connection.close("link fixed");
            }
        }
    }

    /** Whether the owner shall listen to what the node sends. */
    public boolean receives(int node) {
        Link link = links.get(node);
        return link != null && !link.failed;
    }

    /** Holds back each message from now on; 0 to stop that. */
    public void delayMillis(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a delay of " + millis + " ms");
        }
        delayMillis = millis;
    }

    /** Whether messages are held back until a tick. */
    public boolean delays() {
        return delayMillis > 0 || !delayed.isEmpty();
    }

    public boolean isUp(int node) {
        return link(node).isUp();
    }

    public boolean isMember(int node) {
        return links.containsKey(node);
    }

    /** All links by node id. */
    public List<LinkState> states() {
        List<LinkState> states = new ArrayList<>();
        for (Link link : links.values()) {
            Connection connection = link.connection;
            states.add(new LinkState(link.node, link.address, link.isUp(), link.failed,
                    link.dials, connection == null ? 0 : connection.queuedBytes(),
                    connection == null ? 0 : connection.lastReadNanos(), link.lastTrouble));
        }
        return states;
    }

    @Override
    public void connected(Connection connection) {
        Link link = (Link) connection.attachment();
        link.up = true;
        link.pingedNanos = nowNanos;
        if (links.get(link.node) == link) {
            listener.up(link.node);
        }
    }

    @Override
    public void frame(Connection connection, ByteBuffer payload) {
        Link link = (Link) connection.attachment();
        if (!link.failed && links.get(link.node) == link) {
            listener.frame(link.node, payload);
        }
    }

    @Override
    public void closed(Connection connection, String reason) {
        Link link = (Link) connection.attachment();
        boolean wasUp = link.up;
        link.connection = null;
        link.up = false;
        link.lastTrouble = reason;
        if (wasUp && links.get(link.node) == link) {
            listener.down(link.node, reason);
        }
    }

    private void tick(Link link, boolean slept) {
        Connection connection = link.connection;
        if (connection == null) {
            if (nowNanos - link.dialAfterNanos >= 0) {
                dial(link);
            }
        } else if (!link.up) {
            if (nowNanos - link.dialedNanos > settings.connectTimeoutMillis() * 1_000_000) {
                connection.close("no connection within " + settings.connectTimeoutMillis()
                        + " ms");
            }
        } else if (connection.isOpen()) {
            watch(link, connection, slept);
        }
    }

    private void dial(Link link) {
        link.dials++;
        link.dialedNanos = nowNanos;
        link.dialAfterNanos = nowNanos + link.backoffMillis * 1_000_000;
        link.backoffMillis = Math.min(2 * link.backoffMillis, settings.backoffMaxMillis());
        try {
            link.connection = transport.dial(link.address, this);
        } catch (IllegalStateException e) {
            link.lastTrouble = e.getMessage(); // Of descriptors there may be some the next time.
            return;
        }
        link.connection.attach(link);
        link.connection.send(hello);
        link.connection.ping();
    }

    private void watch(Link link, Connection connection, boolean slept) {
        long sign = connection.lastReadNanos();
        if (connection.queuedBytes() > 0 && connection.lastWriteProgressNanos() - sign > 0) {
            sign = connection.lastWriteProgressNanos();
        }
        if (!slept && nowNanos - sign > settings.stallMillis() * 1_000_000) {
            connection.close("no sign of life for " + settings.stallMillis() + " ms");
            return;
        }
        if (nowNanos - link.dialAfterNanos >= 0) {
            link.backoffMillis = settings.backoffMinMillis();
        }
        if (nowNanos - link.pingedNanos >= settings.pingMillis() * 1_000_000) {
            link.pingedNanos = nowNanos;
            connection.ping();
        }
    }

    private Link link(int node) {
        return Optional.ofNullable(links.get(node)).orElseThrow(
                () -> new IllegalArgumentException(
                        "no node " + node + " among " + links.keySet()));
    }
}
