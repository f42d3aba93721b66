package ariadne.server;

import ariadne.transport.Connection;
import ariadne.wire.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections that others dialed. Whoever holds them open and does nothing cannot keep others
 * out: a greeting has a deadline, a silent peer is gone, and when all places are taken the one
 * that has been silent for the longest makes room, strangers first, peers never.
 */
final class Callers {
    private static final long GREETING_NANOS = 5_000_000_000L;
    /** A peer pings several times a second. */
    private static final long SILENT_PEER_NANOS = 10_000_000_000L;
    /** A peer has one; more are left from before it dialed anew. */
    private static final int CONNECTIONS_OF_A_PEER = 4;

    /** Who is at the other end, once it has said so. */
    record Caller(Frame.Kind kind, int node) {
        boolean isPeer() {
            return kind == Frame.Kind.PEER;
        }
    }

    private final int limit;
    /** When each was accepted, oldest first. */
    private final Map<Connection, Long> accepted = new LinkedHashMap<>();

    Callers(int limit) {
        this.limit = limit;
    }

    /** Takes a connection in; or closes it, when nobody makes room. */
    void accept(Connection connection, long nowNanos) {
        if (accepted.size() >= limit && !makeRoom()) {
            connection.close("too many connections");
            return;
        }
        accepted.put(connection, nowNanos);
    }

    void greeted(Connection connection, Caller caller) {
        if (caller.isPeer()) {
            List<Connection> others = ofPeer(caller.node());
            if (others.size() >= CONNECTIONS_OF_A_PEER) {
                drop(others.stream().min(bySilence()).orElseThrow(), "dialed anew");
            }
            connection.exempt();
        }
        connection.attach(caller);
    }

    /** Null before the greeting. */
    static Caller of(Connection connection) {
        return (Caller) connection.attachment();
    }

    List<Connection> ofPeer(int node) {
        return peers().stream().filter(c -> of(c).node() == node).toList();
    }

    /** All that come from members. */
    List<Connection> peers() {
        return accepted.keySet().stream().filter(c -> of(c) != null && of(c).isPeer()).toList();
    }

    void closed(Connection connection) {
        accepted.remove(connection);
    }

    void tick(long nowNanos) {
        List<Connection> silent = new ArrayList<>(0);
        for (Map.Entry<Connection, Long> each : accepted.entrySet()) {
            Connection connection = each.getKey();
            Caller caller = of(connection);
            if (caller == null ? nowNanos - each.getValue() > GREETING_NANOS : caller.isPeer()
                    && nowNanos - connection.lastReadNanos() > SILENT_PEER_NANOS) {
                silent.add(connection);
            }
        }
        silent.forEach(connection -> drop(connection, of(connection) == null
                ? "no greeting within 5 s" : "no sign of life for 10 s"));
    }

    private boolean makeRoom() {
        Connection quietest = accepted.keySet().stream().filter(c -> of(c) == null)
                .min(bySilence()).or(() -> accepted.keySet().stream()
                        .filter(c -> !of(c).isPeer()).min(bySilence())).orElse(null);
        if (quietest == null) {
            return false;
        }
        drop(quietest, "too many connections, and this one is the quietest");
        return true;
    }

    private static Comparator<Connection> bySilence() {
        return Comparator.comparingLong(Connection::lastReadNanos);
    }

    private void drop(Connection connection, String why) {
        accepted.remove(connection);
        connection.close(why);
    }
}
