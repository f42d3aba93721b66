package ariadne.bench.bare;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/** The pipeline alone, with or without the force. */
public final class BarePeer implements Peer {
    private final boolean forces;

    /**
     * @param forces whether blocks are forced; without, it is a limit of processor and sockets
     */
    public BarePeer(boolean forces) {
        this.forces = forces;
    }

    @Override
    public String name() {
        return forces ? "bare" : "bare-unforced";
    }

    @Override
    public String compared() {
        return (forces ? "a put is forced on three of five" : "a put is written, not forced,"
                + " on three of five") + "; a get is confirmed by a majority; no election, no"
                + " recovery, no sessions: the limit, not a database";
    }

    @Override
    public boolean elects() {
        return false;
    }

    @Override
    public Cluster start(Place place) throws Exception {
        List<Integer> ports = Ports.free(place.nodes());
        Processes processes = place.processes();
        for (int i = 0; i < place.nodes(); i++) {
            List<String> command = place.java(BareNode.class, i,
                    place.directory(i).resolve("chain").toAbsolutePath(), forces);
            ports.forEach(port -> command.add(port.toString()));
            processes.start(command);
        }
        return new Running(processes, ports.getFirst());
    }

    private record Running(Processes processes, int port) implements Cluster {
        @Override
        public int leader() throws IOException {
            try (SocketChannel up = SocketChannel.open(BareNode.loopback(port))) {
                return up.isConnected() ? 0 : -1;
            }
        }

        @Override
        public Client client(int outstanding, int leader, boolean only) throws IOException {
            return new BareClient(port);
        }
    }
}
