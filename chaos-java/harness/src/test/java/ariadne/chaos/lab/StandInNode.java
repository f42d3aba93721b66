package ariadne.chaos.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A process that keeps the node's contract with the lab and no data: it tells its peers that it
 * lives, and clients when it last heard each of them.
 */
public final class StandInNode {
    private final Properties config = new Properties();
    private final String name;
    private final Path clock;
    private final Map<String, Long> heardNanos = new ConcurrentHashMap<>();

    private StandInNode(Path file, Path clock) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            config.load(reader);
        }
        name = config.getProperty("node");
        this.clock = clock;
    }

    /** {@code format --config FILE} or {@code server --config FILE --lab-clock FILE}. */
    public static void main(String[] args) throws IOException {
        List<String> words = List.of(args);
        Path file = Path.of(words.get(words.indexOf("--config") + 1));
        if (words.getFirst().equals("format")) {
            Path data = Path.of(new StandInNode(file, null).config.getProperty("data"));
            Files.createDirectory(data);
            Files.writeString(data.resolve("lives"), "");
        } else {
            Path clock = Path.of(words.get(words.indexOf("--lab-clock") + 1));
            new StandInNode(file, clock).serve(words.contains("--fail"));
        }
    }

    private void serve(boolean fails) throws IOException {
        Path lives = Path.of(config.getProperty("data")).resolve("lives");
        Files.writeString(lives, Files.readString(lives) + "I");
        System.out.println(name + " lives " + Files.readString(lives));
        if (fails) {
            System.out.println("this one fails");
            System.exit(9);
        }
        for (String key : config.stringPropertyNames()) {
            String peer = key.replaceFirst("^member\\.", "");
            if (key.startsWith("member.") && !peer.equals(name)) {
                Thread.ofPlatform().start(() -> tell(config.getProperty(key)));
            }
        }
        try (ServerSocket server = new ServerSocket()) {
            server.bind(address(config.getProperty("listen")));
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().start(() -> answer(socket));
            }
        }
    }

    private static InetSocketAddress address(String hostPort) {
        String[] parts = hostPort.split(":", 2);
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    /**
     * Dials anew for ever, as a node does; whoever does not acknowledge for a second is given up.
     */
    private void tell(String peer) {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address(peer), 500);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(1000);
                PrintStream out = new PrintStream(socket.getOutputStream(), true,
                        StandardCharsets.US_ASCII);
                BufferedReader in = reader(socket);
                do {
                    out.println("from " + name);
                    Thread.sleep(20);
                } while (in.readLine() != null);
            } catch (IOException e) {
                pauseMillis(50);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pauseMillis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(),
                StandardCharsets.US_ASCII));
    }

    private void answer(Socket socket) {
        try (socket) {
            PrintStream out = new PrintStream(socket.getOutputStream(), true,
                    StandardCharsets.US_ASCII);
            BufferedReader in = reader(socket);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(line.split(" ", -1)));
            }
        } catch (IOException e) {
            // The other side is gone.
            return;
        }
    }

    private String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "from" -> {
                heardNanos.put(words[1], System.nanoTime());
                yield "ack " + name;
            }
            case "heard" -> new TreeMap<>(heardNanos).entrySet().stream()
                    .map(heard -> heard.getKey() + "="
                            + (System.nanoTime() - heard.getValue()) / 1_000_000)
                    .collect(Collectors.joining(" "));
            case "clock" -> Files.readAllLines(clock).getFirst();
            case "pid" -> String.valueOf(ProcessHandle.current().pid());
            case "exit" -> {
                System.exit(Integer.parseInt(words[1]));
                yield "";
            }
            default -> "what?";
        };
    }
}
