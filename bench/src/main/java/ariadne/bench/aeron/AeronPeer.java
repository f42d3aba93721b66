package ariadne.bench.aeron;

import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.peer.Ports;
import ariadne.bench.peer.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Aeron Cluster over UDP on loopback. */
public final class AeronPeer implements Peer {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @Override
    public String name() {
        return "aeron";
    }

    @Override
    public String compared() {
        return "a put is a message in the log, forced on three of five (file-sync level 1 of"
                + " archive and cluster; its default is 0, not forced); a get goes through the"
                + " log and is forced too; one thread each for driver, archive, consensus,"
                + " service";
    }

    @Override
    public Cluster start(Place place) throws Exception {
        List<Integer> ports = Ports.free(AeronNode.PORTS * place.nodes());
        // Its buffers between threads belong into memory, and are no part of what is durable.
        Path drivers = Files.createTempDirectory(
                Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : place.dir(), "ariadne-bench");
        Processes processes = place.processes();
        for (int i = 0; i < place.nodes(); i++) {
            List<String> command = place.java(AeronNode.class, i,
                    place.directory(i).toAbsolutePath(), drivers.resolve("n" + (i + 1)));
            ports.forEach(port -> command.add(port.toString()));
            processes.start(command);
        }
        return new AeronRunning(processes,
                ports.stream().mapToInt(Integer::intValue).toArray(), drivers);
    }
}
