package ariadne.server;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientNetwork;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.client.Outcome;
import ariadne.kv.Bytes;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes of one cluster on loopback, each a process with the heap that {@code up} gives it. */
final class Nodes implements AutoCloseable {
    static final String CLUSTER = "fuzzed";
    static final FrameCodec CODEC = new FrameCodec(WireLimits.STANDARD, new Sha256Hasher());

    final List<Endpoint> endpoints = new ArrayList<>();
    final List<Integer> admins = new ArrayList<>();
    private final Path dir;
    private final List<Process> processes = new ArrayList<>();
    private final ClientNetwork network = new ClientNetwork(CODEC);
    private final AriadneClient client;
    private int round;

    Nodes(Path dir, int count) throws Exception {
        this.dir = dir;
        List<Integer> ports = freePorts(2 * count);
        for (int i = 0; i < count; i++) {
            endpoints.add(new Endpoint("n" + (i + 1), "127.0.0.1", ports.get(i)));
            admins.add(ports.get(count + i));
        }
        for (int i = 0; i < count; i++) {
            start(i);
        }
        client = network.client(ClientSettings.standard(CLUSTER, endpoints)
                .withTimeouts(60_000, 2_000));
        serves();
    }

    private void start(int node) throws Exception {
        Path config = dir.resolve("n" + (node + 1) + ".properties");
        List<String> lines = new ArrayList<>(List.of("cluster=" + CLUSTER,
                "node=n" + (node + 1), "data=" + dir.resolve("n" + (node + 1)),
                "listen=127.0.0.1:" + endpoints.get(node).port(),
                "admin=127.0.0.1:" + admins.get(node)));
        endpoints.forEach(e -> lines.add("member." + e.name() + "=127.0.0.1:" + e.port()));
        Files.write(config, lines);
        Server.format(NodeConfig.load(config));
        processes.add(new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"),
                "ariadne.cli.Main", "server", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("n" + (node + 1) + ".log").toFile()).start());
    }

    private static List<Integer> freePorts(int count) {
        Random random = new Random();
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = random.nextInt(12_000, 32_000);
            try (ServerSocket socket = new ServerSocket(
                    port, 1, InetAddress.getLoopbackAddress())) {
                if (!ports.contains(socket.getLocalPort())) {
                    ports.add(port);
                }
            } catch (IOException e) {
                // Taken; the next one.
            }
        }
        return ports;
    }

    /** What was written before is read, what is written now is taken, and all nodes are up. */
    void serves() throws IOException {
        Bytes key = Bytes.of("served".getBytes(StandardCharsets.UTF_8));
        if (round > 0 && !(AriadneClient.await(client.get(key)) instanceof Outcome.Ok<?>)) {
            throw new AssertionError("no read; " + logs());
        }
        Bytes value = Bytes.of(Integer.toString(++round).getBytes(StandardCharsets.UTF_8));
        if (!(AriadneClient.await(client.put(key, value)) instanceof Outcome.Ok<?>)) {
            throw new AssertionError("no write; " + logs());
        }
        for (Process process : processes) {
            if (!process.isAlive()) {
                throw new AssertionError("a node is down; " + logs());
            }
        }
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= endpoints.size(); i++) {
            List<String> lines = Files.readAllLines(
                    dir.resolve("n" + i + ".log"), StandardCharsets.ISO_8859_1);
            lines.subList(Math.max(0, lines.size() - 12), lines.size())
                    .forEach(line -> text.append('\n').append(line));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        client.close();
        network.close();
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
    }
}
