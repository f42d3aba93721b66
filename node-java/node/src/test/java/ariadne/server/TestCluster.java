package ariadne.server;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientNetwork;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Nodes of one cluster on loopback, each a process of its own with its own directory. */
final class TestCluster implements AutoCloseable {
    static final String NAME = "tried";

    private static final long SETTLE_NANOS = 60_000_000_000L;
    private static final long PAUSE_MILLIS = 10;

    final List<Endpoint> endpoints = new ArrayList<>();
    final List<Endpoint> admins = new ArrayList<>();
    private final Path dir;
    private final List<String> more;
    private final Process[] processes;
    private final ClientNetwork network;

    /** Formats the directories and starts nothing. */
    TestCluster(Path dir, int nodes, Random random) throws IOException, ConfigException {
        this(dir, nodes, random, List.of());
    }

    /** As above, with more settings for each node. */
    TestCluster(Path dir, int nodes, Random random, List<String> more)
            throws IOException, ConfigException {
        this.more = more;
        this.dir = dir;
        this.processes = new Process[nodes];
        this.network = new ClientNetwork(new FrameCodec(WireLimits.STANDARD, new Sha256Hasher()));
        List<Integer> ports = FreePorts.choose(2 * nodes, random);
        for (int i = 0; i < nodes; i++) {
            endpoints.add(new Endpoint("n" + (i + 1), "127.0.0.1", ports.get(i)));
            admins.add(new Endpoint("n" + (i + 1), "127.0.0.1", ports.get(nodes + i)));
        }
        for (int i = 0; i < nodes; i++) {
            Files.write(config(i), lines(i));
            Server.format(NodeConfig.load(config(i)));
        }
    }

    private List<String> lines(int node) {
        Endpoint self = endpoints.get(node);
        List<String> lines = new ArrayList<>(List.of("cluster=" + NAME, "node=" + self.name(),
                "data=" + dir.resolve(self.name()), "listen=127.0.0.1:" + self.port(),
                "admin=127.0.0.1:" + admins.get(node).port()));
        endpoints.forEach(e -> lines.add("member." + e.name() + "=127.0.0.1:" + e.port()));
        lines.addAll(more);
        return lines;
    }

    Path data(int node) {
        return dir.resolve(endpoints.get(node).name());
    }

    Path config(int node) {
        return dir.resolve(endpoints.get(node).name() + ".properties");
    }

    Path log(int node) {
        return dir.resolve(endpoints.get(node).name() + ".log");
    }

    int size() {
        return processes.length;
    }

    void start(int node) throws IOException {
        processes[node] = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-Xmx96m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"),
                "ariadne.cli.Main", "server", "--config", config(node).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(node).toFile())).start();
    }

    void startAll() throws IOException {
        for (int i = 0; i < size(); i++) {
            start(i);
        }
    }

    boolean runs(int node) {
        return processes[node].isAlive();
    }

    int exitCode(int node) {
        return processes[node].exitValue();
    }

    /** SIGKILL to all of them, then waits until each is gone. */
    void kill(List<Integer> nodes) throws InterruptedException {
        nodes.forEach(node -> processes[node].destroyForcibly());
        for (int node : nodes) {
            processes[node].waitFor();
        }
    }

    /**
     * Asks until the answer is the one that is waited for, by the clock: nodes answer so fast that
     * a number of tries says nothing about time.
     *
     * @return what was answered last
     */
    static <T> T await(Callable<T> answer, Predicate<T> wanted) throws Exception {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (true) {
            T last = answer.call();
            if (wanted.test(last) || System.nanoTime() - deadline > 0) {
                return last;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** A client that tries every node, this one first, and gives up late. */
    AriadneClient client(int first) {
        List<Endpoint> order = new ArrayList<>(endpoints);
        Collections.rotate(order, -first);
        return network.client(ClientSettings.standard(NAME, order).withTimeouts(30_000, 1_000));
    }

    /** A client of one node. */
    AriadneClient only(int node) {
        return network.client(ClientSettings.standard(NAME, List.of(endpoints.get(node)))
                .withTimeouts(30_000, 2_000));
    }

    @Override
    public void close() throws IOException {
        network.close();
        for (Process process : processes) {
            if (process != null) {
                process.destroyForcibly().onExit().join();
            }
        }
    }
}
