package ariadne.simulator.cluster;

import ariadne.simulator.Agenda;
import ariadne.simulator.Dice;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * Carries what connections send, as TCP does: in order, late, held back while a link is cut,
 * ended by a reset. Between nodes it also loses, repeats and reorders frames, which the protocol
 * claims to survive. Every link and direction has a chance of its own.
 */
final class Network {
    /** What a kernel takes before a process must wait. */
    static final long KERNEL_BYTES = 256 << 10;

    /** First byte of a forward: that it was refused for good rests on TCP, which repeats none. */
    private static final byte FORWARD = 0x30;
    private static final long FIRST_RETRY_MICROS = 200_000;
    private static final long LAST_RETRY_MICROS = 3_000_000;
    private static final long DIAL_RETRY_MICROS = 1_000_000;

    private final Agenda agenda;
    private final Tally tally;
    private final Trace trace;
    private final Host[] hosts;
    private final int nodes;
    private final Dice[][] dice;
    private final boolean[][] cut;
    private final long[][] clogMicros;
    private final Sockets[] listeners;
    private final boolean[] powered;
    private final Wire[][] current;
    private Plan plan;

    /** Hosts 1 to {@code nodes} are nodes, those above are clients. */
    Network(long seed, Plan plan, Agenda agenda, Tally tally, Trace trace, Host[] hosts) {
        int size = hosts.length;
        this.agenda = agenda;
        this.tally = tally;
        this.trace = trace;
        this.hosts = hosts;
        this.plan = plan;
        this.nodes = plan.machines();
        this.dice = new Dice[size][size];
        for (int from = 1; from < size; from++) {
            for (int to = 1; to < size; to++) {
                dice[from][to] = new Dice(seed, "link/" + from + ">" + to);
            }
        }
        this.cut = new boolean[size][size];
        this.clogMicros = new long[size][size];
        this.listeners = new Sockets[size];
        this.powered = new boolean[size];
        this.current = new Wire[size][size];
        Arrays.fill(powered, true);
    }

    static InetSocketAddress address(int id) {
        return new InetSocketAddress("10.0.0." + id, 4000);
    }

    static int id(InetSocketAddress address) {
        return address.getAddress().getAddress()[3];
    }

    String name(int id) {
        return hosts[id].name;
    }

    boolean bothNodes(int a, int b) {
        return a <= nodes && b <= nodes;
    }

    void weather(Plan now) {
        plan = now;
    }

    void cut(int from, int to) {
        cut[from][to] = true;
    }

    void heal() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
    }

    /** Everything between two hosts is late by this much more. */
    void clog(int a, int b, long micros) {
        clogMicros[a][b] = micros;
        clogMicros[b][a] = micros;
    }

    void power(int id, boolean on) {
        powered[id] = on;
    }

    void listen(Sockets sockets) {
        listeners[sockets.host.id] = sockets;
    }

    void unlisten(Sockets sockets) {
        if (listeners[sockets.host.id] == sockets) {
            listeners[sockets.host.id] = null;
        }
    }

    void dial(Wire wire) {
        int from = wire.sockets.host.id;
        agenda.at(wire.sockets.host.nowMicros() + latency(from, wire.remote),
                () -> knock(wire));
    }

    private void knock(Wire wire) {
        int from = wire.sockets.host.id;
        int to = wire.remote;
        if (!wire.isOpen()) {
            return;
        }
        if (cut[from][to] || cut[to][from] || !powered[to]) {
            agenda.after(DIAL_RETRY_MICROS, () -> knock(wire));
            return;
        }
        Sockets listener = listeners[to];
        if (listener == null) {
            agenda.after(latency(to, from), () -> wire.sockets.arrive(
                    () -> wire.close("Connection refused")));
            return;
        }
        Wire accepted = listener.accept(from);
        accepted.establish(wire);
        agenda.after(latency(to, from), () -> {
            if (wire.isOpen()) {
                wire.sockets.arrive(() -> connected(wire, accepted));
            } else {
                reset(accepted, "closed by the other side");
            }
        });
    }

    private void connected(Wire wire, Wire accepted) {
        if (wire.isOpen()) {
            wire.establish(accepted);
            current[wire.sockets.host.id][wire.remote] = wire;
            wire.handler.connected(wire);
        }
    }

    private long latency(int from, int to) {
        return plan.leastMicros() + clogMicros[from][to]
                + (plan.jitterMicros() == 0 ? 0 : dice[from][to].skewed(plan.jitterMicros()));
    }

    /** Takes a frame, or one of the transport's own signs, from a process. */
    void carry(Wire wire, byte[] payload) {
        int from = wire.sockets.host.id;
        Dice chance = dice[from][wire.remote];
        long departs = wire.sockets.host.nowMicros();
        boolean frame = wire.peers && payload.length > 0 && wire.departed++ > 0;
        if (frame && plan.loss() > 0 && chance.happens(plan.loss())) {
            tally.add(Fault.LOST);
            wire.acknowledged(payload);
            return;
        }
        long at = departs + latency(from, wire.remote);
        if (frame && payload[0] != FORWARD && plan.repeat() > 0
                && chance.happens(plan.repeat())) {
            tally.add(Fault.REPEATED);
            agenda.at(at + chance.skewed(plan.strayMicros()),
                    () -> stray(wire, payload, departs));
        }
        if (frame && plan.stray() > 0 && chance.happens(plan.stray())) {
            tally.add(Fault.STRAYED);
            wire.acknowledged(payload);
            agenda.at(at + chance.between(0, plan.strayMicros()),
                    () -> stray(wire, payload, departs));
            return;
        }
        at = Math.max(at, wire.lastArrivalMicros);
        wire.lastArrivalMicros = at;
        agenda.at(at, () -> arrive(wire, payload, departs));
    }

    private void arrive(Wire wire, byte[] payload, long departs) {
        if (wire.stalled.isEmpty() && !cut[wire.sockets.host.id][wire.remote]) {
            deliver(wire, payload, departs);
            return;
        }
        tally.add(Fault.STALLED);
        wire.stalled.addLast(payload);
        if (wire.stalled.size() == 1) {
            wire.retryMicros = FIRST_RETRY_MICROS;
            agenda.after(wire.retryMicros, () -> retry(wire));
        }
    }

    /** The kernel sends again what was not acknowledged. */
    private void retry(Wire wire) {
        if (cut[wire.sockets.host.id][wire.remote]) {
            wire.retryMicros = Math.min(2 * wire.retryMicros, LAST_RETRY_MICROS);
            agenda.after(wire.retryMicros, () -> retry(wire));
            return;
        }
        while (!wire.stalled.isEmpty()) {
            deliver(wire, wire.stalled.removeFirst(), agenda.nowMicros());
        }
    }

    private void deliver(Wire wire, byte[] payload, long departs) {
        if (payload != Wire.FIN) {
            wire.acknowledged(payload);
        }
        Wire to = wire.other;
        if (to.sockets.gone() || !to.isOpen()) {
            if (payload != Wire.FIN && powered[wire.remote]) {
                agenda.after(latency(wire.remote, wire.sockets.host.id),
                        () -> reset(wire, "Connection reset"));
            }
            return;
        }
        trace.carried(wire, payload, departs);
        to.sockets.arrive(() -> to.read(payload));
    }

    /** A frame that left its connection's order; it comes on whichever connection there is. */
    private void stray(Wire wire, byte[] payload, long departs) {
        Wire now = current[wire.sockets.host.id][wire.remote];
        if (now == null || now.other == null || cut[wire.sockets.host.id][wire.remote]
                || now.other.sockets.gone() || !now.other.isOpen() || now.departed == 0) {
            return;
        }
        trace.carried(now, payload, departs);
        Wire to = now.other;
        to.sockets.arrive(() -> {
            if (to.attachment() != null) {
                to.read(payload);
            }
        });
    }

    private void reset(Wire wire, String why) {
        if (wire.isOpen() && !wire.sockets.gone()) {
            wire.sockets.arrive(() -> wire.close(why));
        }
    }

    /** Breaks all connections between two hosts; what is on its way is lost. */
    void reset(int a, int b) {
        for (int[] pair : new int[][] {{a, b}, {b, a}}) {
            Sockets sockets = listeners[pair[0]];
            if (sockets != null) {
                for (Wire wire : sockets.to(pair[1])) {
                    reset(wire, "Connection reset");
                }
            }
        }
    }
}
