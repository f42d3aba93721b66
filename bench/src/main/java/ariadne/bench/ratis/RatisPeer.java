package ariadne.bench.ratis;

import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import java.util.List;

/** Apache Ratis over gRPC. */
public final class RatisPeer implements Peer {
    @Override
    public String name() {
        return "ratis";
    }

    @Override
    public String compared() {
        return "a put is an entry of the log, forced on three of five (the default); a get is"
                + " linearizable by read index, which is not the default";
    }

    @Override
    public Cluster start(Place place) throws Exception {
        List<Integer> ports = Ports.free(place.nodes());
        Processes processes = place.processes();
        for (int i = 0; i < place.nodes(); i++) {
            List<String> command =
                    place.java(RatisNode.class, i, place.directory(i).toAbsolutePath());
            ports.forEach(port -> command.add(port.toString()));
            processes.start(command);
        }
        return new RatisCluster(processes, ports);
    }
}
