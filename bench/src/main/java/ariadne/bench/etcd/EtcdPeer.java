package ariadne.bench.etcd;

import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Five etcd servers with their default settings. */
public final class EtcdPeer implements Peer {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/etcd"), Path.of("/usr/local/bin/etcd"));

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public String compared() {
        return "a put is forced on three of five (default settings); a get is linearizable"
                + " (read index, its default)";
    }

    @Override
    public Optional<String> missing() {
        return program().isPresent() ? Optional.empty() : Optional.of(
                "etcd is not installed; install it by: apt-get install etcd-server");
    }

    private static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    @Override
    public Cluster start(Place place) throws Exception {
        String program = program().orElseThrow().toString();
        List<Integer> ports = Ports.free(2 * place.nodes());
        StringJoiner members = new StringJoiner(",");
        for (int i = 0; i < place.nodes(); i++) {
            members.add("n" + (i + 1) + "=" + address(ports.get(place.nodes() + i)));
        }
        Processes processes = place.processes();
        for (int i = 0; i < place.nodes(); i++) {
            String client = address(ports.get(i));
            String peer = address(ports.get(place.nodes() + i));
            processes.start(List.of(program, "--name", "n" + (i + 1),
                    "--data-dir", place.dir().resolve("n" + (i + 1)).toString(),
                    "--listen-client-urls", client, "--advertise-client-urls", client,
                    "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                    "--initial-cluster", members.toString(), "--initial-cluster-state", "new",
                    "--initial-cluster-token", "bench", "--log-level", "warn"));
        }
        return new EtcdCluster(processes, ports.subList(0, place.nodes()));
    }

    static String address(int port) {
        return "http://127.0.0.1:" + port;
    }
}
