package ariadne.bench.ours;

import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import ariadne.server.NodeConfig;
import ariadne.server.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Five of our nodes, as {@code ./ariadne server} runs them. */
public final class AriadnePeer implements Peer {
    static final String CLUSTER = "bench";

    @Override
    public String name() {
        return "ariadne";
    }

    @Override
    public String compared() {
        return "a put is forced on three of five; a get is confirmed by a majority; the log below"
                + " a snapshot is dropped (its default: archived)";
    }

    @Override
    public Cluster start(Place place) throws Exception {
        List<Integer> ports = Ports.free(2 * place.nodes());
        Processes processes = place.processes();
        for (int i = 0; i < place.nodes(); i++) {
            Path config = place.dir().resolve("n" + (i + 1) + ".properties");
            List<String> lines = new ArrayList<>(List.of("cluster=" + CLUSTER,
                    "node=n" + (i + 1),
                    "data=" + place.dir().resolve("n" + (i + 1)).toAbsolutePath(),
                    "listen=127.0.0.1:" + ports.get(i),
                    "admin=127.0.0.1:" + ports.get(place.nodes() + i),
                    "log=drop"));
            for (int j = 0; j < place.nodes(); j++) {
                lines.add("member.n" + (j + 1) + "=127.0.0.1:" + ports.get(j));
            }
            Files.write(config, lines);
            Server.format(NodeConfig.load(config));
            processes.start(place.ariadne("server", "--config", config.toString()));
        }
        return new AriadneCluster(processes, ports.subList(0, place.nodes()));
    }
}
