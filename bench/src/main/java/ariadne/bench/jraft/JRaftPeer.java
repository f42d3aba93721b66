package ariadne.bench.jraft;

import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import java.util.List;

/** SOFAJRaft over SOFA Bolt, its log in RocksDB. */
public final class JRaftPeer implements Peer {
    @Override
    public String name() {
        return "jraft";
    }

    @Override
    public String compared() {
        return "a put is an entry of the log, forced on three of five (sync, the default); a get"
                + " is linearizable by read index (ReadOnlySafe, the default)";
    }

    @Override
    public Cluster start(Place place) throws Exception {
        List<Integer> ports = Ports.free(place.nodes());
        Processes processes = place.processes();
        for (int i = 0; i < place.nodes(); i++) {
            List<String> command =
                    place.java(JRaftNode.class, i, place.directory(i).toAbsolutePath());
            ports.forEach(port -> command.add(port.toString()));
            processes.start(command);
        }
        return new JRaftCluster(processes, ports);
    }
}
