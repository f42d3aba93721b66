package ariadne.bench.aeron;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Aeron Cluster while it runs. */
record AeronRunning(Processes processes, int[] ports, Path drivers) implements Cluster {
    @Override
    public int leader() throws Exception {
        try (AeronClient client = open()) {
            return client.leader();
        }
    }

    /** It learns from the cluster who leads, so it always knows all members. */
    @Override
    public Client client(int outstanding, int leader, boolean only) throws Exception {
        return open();
    }

    private AeronClient open() throws IOException {
        StringJoiner endpoints = new StringJoiner(",");
        for (int i = 0; i < ports.length / AeronNode.PORTS; i++) {
            endpoints.add(i + "=" + AeronNode.address(ports, i, 0));
        }
        return new AeronClient(Files.createTempDirectory(drivers, "client").resolve("driver"),
                endpoints.toString());
    }

    @Override
    public void close() {
        processes.close();
        try (Stream<Path> all = Files.walk(drivers)) {
            List<Path> inOrder = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inOrder) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
