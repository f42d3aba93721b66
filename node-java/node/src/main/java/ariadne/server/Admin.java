package ariadne.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The server console over HTTP: GET prints, POST does. Answers are plain text; a request that
 * can't be met is answered 400 with one line.
 */
final class Admin implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Admin.class);
    private static final int MOST_REQUESTS = 32;

    static {
        // The server of the JDK reads these once. A request has five seconds to come and its
        // answer as long to go, so that whoever sends half of one holds nothing for long.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "5");
        System.setProperty("jdk.httpserver.maxConnections",
                String.valueOf(4 * MOST_REQUESTS));
    }

    /** What one request comes to, on the node's own thread. */
    private interface Command {
        String run(List<String> path) throws ConfigException;
    }

    private final Node node;
    private final HttpServer http;
    /** One thread would be held by the first request that never ends. */
    private final ExecutorService threads = new ThreadPoolExecutor(MOST_REQUESTS, MOST_REQUESTS,
            10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4 * MOST_REQUESTS),
            Thread.ofPlatform().daemon().name("console-", 0).factory());
    private final Map<String, Command> gets;
    private final Map<String, Command> posts;

    Admin(Node node) throws IOException {
        this.node = node;
        Printer printer = new Printer(node);
        gets = Map.of("status", path -> printer.status(), "print", path -> printer.print(path));
        posts = Map.of("fail-link", path -> link(path, true),
                "fix-link", path -> link(path, false), "delay", this::delay,
                "debug", this::debug, "nominate", path -> nominate(),
                "fail-process", path -> failProcess());
        http = HttpServer.create(new InetSocketAddress(
                node.config.admin().host(), node.config.admin().port()), 16);
        http.createContext("/", this::serve);
        http.setExecutor(threads);
    }

    void start() {
        http.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String asked = String.valueOf(exchange.getRequestURI().getPath());
        List<String> path = List.of(asked.replaceFirst("^/", "").split("/", -1));
        Command command = switch (exchange.getRequestMethod()) {
            case "GET" -> gets.get(path.getFirst());
            case "POST" -> posts.get(path.getFirst());
            default -> null;
        };
        int code = 200;
        String body;
        try {
            if (command == null) {
                throw new ConfigException("nothing here: " + exchange.getRequestMethod() + " "
                        + asked);
            }
            body = onNode(command, path);
        } catch (ConfigException e) {
            code = 400;
            body = e.getMessage() + "\n";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String onNode(Command command, List<String> path) throws ConfigException {
        CompletableFuture<String> done = new CompletableFuture<>();
        node.errand(() -> {
            try {
                done.complete(command.run(path));
            } catch (ConfigException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConfigException(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException | InterruptedException e) {
            throw new ConfigException("the server does not get to it; is it stopping?");
        }
    }

    private String link(List<String> path, boolean fail) throws ConfigException {
        String name = path.size() == 2 ? path.get(1) : "";
        Member peer = node.directory.belongs() ? node.directory.other(name) : null;
        if (peer == null) {
            throw new ConfigException("no peer '" + name + "'; there are: " + String.join(", ",
                    node.directory.others().stream().map(Member::name).toList()));
        }
        node.door.breakLink(peer.id(), fail);
        LOG.info("console: link to {} {}", name, fail ? "fails" : "is fixed");
        return "link " + node.config.self().name() + " - " + name
                + (fail ? " fails: nothing passes either way\n" : " is fixed\n");
    }

    private String delay(List<String> path) throws ConfigException {
        String text = path.size() == 2 ? path.get(1) : "";
        if (!text.matches("\\d{1,5}")) {
            throw new ConfigException("delay needs 0 to 99999 milliseconds, not '" + text + "'");
        }
        node.door.delay(Integer.parseInt(text));
        return "every message from " + node.config.self().name() + " waits " + text + " ms\n";
    }

    private String debug(List<String> path) throws ConfigException {
        String text = path.size() == 2 ? path.get(1) : "";
        if (!text.equals("on") && !text.equals("off")) {
            throw new ConfigException("debug needs on or off, not '" + text + "'");
        }
        node.debug = text.equals("on");
        return "every message is " + (node.debug ? "" : "not ") + "logged\n";
    }

    private String nominate() throws ConfigException {
        String why = node.nominate();
        if (!why.isEmpty()) {
            throw new ConfigException("can't stand: " + why);
        }
        return node.config.self().name() + " stands for election\n";
    }

    private String failProcess() {
        LOG.info("console: failProcess");
        Thread.ofPlatform().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(50); // Lets the answer leave; then as a crash would.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(137);
        });
        return node.config.self().name() + " halts now\n";
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
