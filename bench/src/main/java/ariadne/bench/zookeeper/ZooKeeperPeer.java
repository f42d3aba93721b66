package ariadne.bench.zookeeper;

import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** Five servers with the settings of ZooKeeper's own sample file. */
public final class ZooKeeperPeer implements Peer {
    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public String compared() {
        return "a put is a setData, forced on three of five (forceSync, the default); a get is a"
                + " sync and a getData in one flight, since a getData alone may be stale";
    }

    @Override
    public Cluster start(Place place) throws Exception {
        int nodes = place.nodes();
        List<Integer> ports = Ports.free(3 * nodes);
        Processes processes = place.processes();
        for (int i = 0; i < nodes; i++) {
            Path data = place.directory(i).toAbsolutePath();
            Files.writeString(data.resolve("myid"), (i + 1) + "\n");
            List<String> lines = new ArrayList<>(List.of("tickTime=2000", "initLimit=10",
                    "syncLimit=5", "dataDir=" + data, "clientPort=" + ports.get(i),
                    "clientPortAddress=127.0.0.1", "admin.enableServer=false",
                    "4lw.commands.whitelist=srvr"));
            for (int j = 0; j < nodes; j++) {
                lines.add("server." + (j + 1) + "=127.0.0.1:" + ports.get(nodes + j) + ":"
                        + ports.get(2 * nodes + j));
            }
            Path config = place.dir().resolve("n" + (i + 1) + ".cfg");
            Files.write(config, lines);
            processes.start(place.java(QuorumPeerMain.class, config));
        }
        return new ZooKeeperCluster(processes, ports.subList(0, nodes));
    }
}
