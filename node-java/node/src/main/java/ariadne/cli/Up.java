package ariadne.cli;

import ariadne.server.ConfigException;
import ariadne.server.NodeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A cluster to play with: one process a node on this machine, data kept between runs. */
@Command(name = "up", description = "Start a cluster to play with; Ctrl-C stops it, data stays.")
final class Up implements Callable<Integer> {
    private static final int RESTART_SECONDS = 5;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "5",
            description = "How many nodes, 1 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--dir", paramLabel = "DIR", defaultValue = "run",
            description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    private Path dir;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "7001",
            description = "Port of n1; the others follow, admin ports lie 100 above.")
    private int port;

    private final Map<String, Process> processes = new LinkedHashMap<>();
    private volatile boolean stopping;

    @Override
    public Integer call() throws Exception {
        if (nodes < 1 || nodes > NodeConfig.MAX_NODES) {
            throw new Usage("--nodes " + nodes + ": 1 to " + NodeConfig.MAX_NODES);
        }
        if (port < 1 || port + 100 + nodes > 65_535) {
            throw new Usage("--port " + port + ": 1 to " + (65_535 - 100 - nodes));
        }
        Map<String, String> members = addresses(port);
        Map<String, String> admins = addresses(port + 100);
        prepare(members, admins);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        for (String node : members.keySet()) {
            start(node);
        }
        System.out.printf("%d nodes: %s%n", nodes, String.join(", ", members.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue()).toList()));
        System.out.printf("data and logs in %s; kept when this stops%n", dir);
        String where = dir.equals(Path.of("run"))
                ? "" : " --cluster-file " + dir.resolve(ClusterFile.NAME);
        System.out.println("in other terminals: ./ariadne client" + where
                + ", ./ariadne console" + where + " n1");
        System.out.println("Ctrl-C stops the cluster");
        supervise();
        return 0;
    }

    private Map<String, String> addresses(int first) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 0; i < nodes; i++) {
            addresses.put("n" + (i + 1), "127.0.0.1:" + (first + i));
        }
        return addresses;
    }

    private void prepare(Map<String, String> members, Map<String, String> admins)
            throws IOException {
        for (Map<String, String> addresses : List.of(members, admins)) {
            addresses.forEach(Up::demandFree);
        }
        Path known = dir.resolve(ClusterFile.NAME);
        String cluster = "play";
        if (Files.exists(known)) {
            cluster = ClusterFile.load(known).cluster();
            int before = firstNodes();
            if (before != nodes) {
                throw new Usage(dir + " holds a cluster of " + before + " nodes; use --nodes "
                        + before + ", another --dir, or remove " + dir);
            }
        }
        Files.createDirectories(dir);
        if (!Files.exists(known)) {
            new ClusterFile(cluster, members, admins).save(known);
        }
        for (String node : members.keySet()) {
            List<String> lines = new ArrayList<>(List.of("cluster=" + cluster, "node=" + node,
                    "data=" + dir.resolve(node).toAbsolutePath(), "listen=" + members.get(node),
                    "admin=" + admins.get(node)));
            members.forEach((name, address) -> lines.add("member." + name + "=" + address));
            Files.write(config(node), lines);
            if (!Files.exists(dir.resolve(node))) {
                Servers.format(config(node));
            }
        }
    }

    /** How many the cluster was made of, whoever joined or left it since. */
    private int firstNodes() {
        try {
            return NodeConfig.load(config("n1")).members().size();
        } catch (ConfigException e) {
            throw new Usage(e.getMessage());
        }
    }

    private static void demandFree(String node, String address) {
        int colon = address.lastIndexOf(':');
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1))));
        } catch (IOException e) {
            throw new Usage("port in use: " + address + " (wanted for " + node
                    + "); stop what uses it or choose another --port");
        }
    }

    private Path config(String node) {
        return dir.resolve(node + ".properties");
    }

    private void start(String node) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "server", "--config", config(node).toString());
        builder.redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.appendTo(dir.resolve(node + ".log").toFile()));
        processes.put(node, builder.start());
    }

    private void supervise() throws IOException, InterruptedException {
        while (!stopping) {
            for (Map.Entry<String, Process> entry : List.copyOf(processes.entrySet())) {
                if (entry.getValue().waitFor(200, TimeUnit.MILLISECONDS) && !stopping) {
                    restart(entry.getKey(), entry.getValue().exitValue());
                }
            }
        }
    }

    private void restart(String node, int code) throws IOException, InterruptedException {
        if (code == 254) {
            throw new Usage(node + " can't start; see " + dir.resolve(node + ".log"));
        }
        System.out.printf("%s stopped (exit %d); it comes back in %d s from its saved chain%n",
                node, code, RESTART_SECONDS);
        TimeUnit.SECONDS.sleep(RESTART_SECONDS);
        if (!stopping) {
            start(node);
            System.out.println(node + " started again");
        }
    }

    private void stop() {
        stopping = true;
        processes.values().forEach(Process::destroy);
        for (Process process : processes.values()) {
            try {
                if (!process.waitFor(3, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
    }
}
