package ariadne.simulator.cluster;

import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.transport.TransportLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The simulated network as one process has it. */
final class Sockets implements Transport {
    final Network network;
    final Host host;
    private final TransportLimits limits;
    private final ArrayDeque<Runnable> arrived = new ArrayDeque<>();
    private final Set<Wire> wires = new LinkedHashSet<>();
    private List<Wire> dirty = new ArrayList<>();
    private List<Wire> writing = new ArrayList<>();
    private List<Closing> closing = new ArrayList<>();
    private Handler listener;
    private boolean gone;

    private record Closing(Wire wire, String why) {}

    Sockets(Network network, Host host, TransportLimits limits) {
        this.network = network;
        this.host = host;
        this.limits = limits;
    }

    @Override
    public InetSocketAddress listen(InetSocketAddress address, Handler handler)
            throws IOException {
        network.listen(this);
        listener = handler;
        return address;
    }

    @Override
    public Connection dial(InetSocketAddress address, Handler handler) {
        int remote = Network.id(address);
        Wire wire = new Wire(this, handler, remote, network.bothNodes(host.id, remote));
        wires.add(wire);
        network.dial(wire);
        return wire;
    }

    @Override
    public int poll(long timeoutMillis) {
        flush();
        int events = arrived.size();
        for (int i = 0; i < events && !gone; i++) {
            arrived.removeFirst().run();
        }
        flush();
        return events;
    }

    @Override
    public void flush() {
        write();
        if (!closing.isEmpty()) {
            List<Closing> closed = closing;
            closing = new ArrayList<>();
            closed.forEach(each -> each.wire.handler.closed(each.wire, each.why));
            write();
        }
    }

    private void write() {
        while (!dirty.isEmpty()) {
            List<Wire> now = dirty;
            dirty = writing;
            writing = now;
            for (int i = 0; i < now.size(); i++) {
                now.get(i).flush();
            }
            now.clear();
        }
    }

    @Override
    public void wakeup() {
        host.wake();
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }

    /** As when the process ends. */
    @Override
    public void close() {
        die(false);
    }

    boolean gone() {
        return gone;
    }

    /** The process is no more; with the power its kernel goes too, and nobody is told. */
    void die(boolean power) {
        if (!gone) {
            gone = true;
            List.copyOf(wires).forEach(wire -> wire.die(power));
            network.unlisten(this);
        }
    }

    void dirty(Wire wire) {
        dirty.add(wire);
    }

    void closing(Wire wire, String why) {
        closing.add(new Closing(wire, why));
    }

    void forget(Wire wire) {
        wires.remove(wire);
    }

    /** All open ends to another host. */
    List<Wire> to(int remote) {
        return wires.stream().filter(wire -> wire.remote == remote).toList();
    }

    /** Something for the next poll. */
    void arrive(Runnable news) {
        if (!gone) {
            arrived.addLast(news);
            host.wake();
        }
    }

    /** Somebody dialed; what the kernel takes, the process hears of in its next poll. */
    Wire accept(int from) {
        Wire wire = new Wire(this, listener, from, network.bothNodes(host.id, from));
        wires.add(wire);
        arrive(() -> listener.accepted(wire));
        return wire;
    }
}
