package ariadne.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Speaks to one server over its admin port. */
@Command(name = "console", description = "Speak to one server: break it, mend it, look inside.")
final class Console implements Callable<Integer> {
    private static final String HELP = """
            print blockchain|kvstore|depth|queue|links|status
                                 what the server holds
            failLink NODE        drop everything to and from NODE
            fixLink NODE         let it through again
            failProcess          halt the server at once, as a crash would
            delay MILLIS         hold every message that it sends this long
            debug on|off         log every message
            nominate             ask this server to stand for election
            help, quit
            """;

    @Mixin
    private ClusterOption cluster;

    @Parameters(index = "0", paramLabel = "NODE", description = "The server's name, as n1.")
    private String node;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "COMMAND",
            description = "One console command; without it an interactive console opens.")
    private List<String> words = List.of();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3)).build();
    private String admin;

    @Override
    public Integer call() throws Exception {
        ClusterFile file = cluster.load();
        admin = file.admins().get(node);
        if (admin == null) {
            throw new Usage("no admin address for " + node + "; there are: "
                    + String.join(", ", file.admins().keySet()));
        }
        if (!words.isEmpty()) {
            run(String.join(" ", words));
            return 0;
        }
        List<String> completions = List.of("print blockchain", "print kvstore", "print depth",
                "print queue", "print links", "print status", "failLink", "fixLink", "failProcess",
                "delay", "debug on", "debug off", "nominate", "help", "quit");
        Path history = cluster.directory().resolve(".console-" + node + ".history");
        new Shell(node + " console> ", history, completions, System.out).loop(this::run);
        return 0;
    }

    private void run(String line) throws IOException, InterruptedException {
        String[] word = line.split("\\s+");
        switch (word[0]) {
            case "help" -> System.out.print(HELP);
            case "print" -> get("/print/" + argument(word, "what to print: blockchain, kvstore,"
                    + " depth, queue, links or status"));
            case "failLink" -> post("/fail-link/" + argument(word, "a node's name"));
            case "fixLink" -> post("/fix-link/" + argument(word, "a node's name"));
            case "delay" -> post("/delay/" + argument(word, "milliseconds"));
            case "debug" -> post("/debug/" + argument(word, "on or off"));
            case "nominate" -> post("/nominate");
            case "failProcess" -> post("/fail-process");
            default -> throw new Usage("unknown command " + word[0] + "; try help");
        }
    }

    private static String argument(String[] word, String what) {
        if (word.length != 2) {
            throw new Usage(word[0] + " needs " + what);
        }
        return URLEncoder.encode(word[1], StandardCharsets.UTF_8);
    }

    private void get(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri(path)).GET());
    }

    private void post(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private URI uri(String path) {
        return URI.create("http://" + admin + path);
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request.timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Usage(node + " does not answer at " + admin + "; is it running?");
        }
        if (response.statusCode() != 200) {
            throw new Usage(response.body().strip());
        }
        System.out.print(response.body());
    }
}
