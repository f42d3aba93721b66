package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainStore;
import ariadne.chain.Sha256Hasher;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server console answers over HTTP; a node of three that is alone. */
class AdminTest {
    @TempDir
    private Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private String base;

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void says(String method, String path, int code, String words) throws Exception {
        HttpResponse<String> answer = ask(method, path);
        assertThat(answer.body()).as(method + " " + path).contains(words).endsWith("\n");
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(code);
    }

    @Test
    void everyCommandIsAnsweredAndEveryMistakeIsTold() throws Exception {
        List<Integer> ports = FreePorts.choose(4, new Random());
        base = "http://127.0.0.1:" + ports.get(3);
        Properties properties = new Properties();
        properties.putAll(Map.of("cluster", "c", "node", "n1", "data", dir.resolve("d").toString(),
                "listen", "127.0.0.1:" + ports.get(0), "admin", "127.0.0.1:" + ports.get(3)));
        for (int i = 0; i < 3; i++) {
            properties.put("member.n" + (i + 1), "127.0.0.1:" + ports.get(i));
        }
        NodeConfig config = NodeConfig.of(properties);
        Server.format(config);
        try (ChainStore chain = ChainStore.open(config.data(), "c", 1);
                Node node = new Node(config, Limits.STANDARD,
                        Ports.real(new NodeClock(), Limits.STANDARD), chain,
                        new Sha256Hasher(), new Parts());
                Admin admin = new Admin(node)) {
            Thread loop = Thread.ofPlatform().daemon().start(() -> {
                try {
                    node.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            admin.start();
            try {
                answers();
            } finally {
                node.stop();
                loop.join();
            }
        }
    }

    private void answers() throws Exception {
        says("GET", "/print/blockchain", 200, "the chain is empty");
        says("GET", "/print/kvstore", 200, "the store is empty");
        says("GET", "/print/depth", 200, "depth 0");
        says("GET", "/print/queue", 200, "0 transactions wait for a block");
        says("GET", "/print/links", 200, "n2 down, n3 down");
        says("GET", "/print/status", 200, "cluster      c");
        says("GET", "/status", 200, "node         n1");
        says("GET", "/print/colour", 400, "print blockchain, kvstore, depth, queue");
        says("POST", "/fail-link/n2", 200, "link n1 - n2 fails");
        says("GET", "/print/links", 200, "n2 failed on purpose, n3 down");
        says("POST", "/fix-link/n2", 200, "link n1 - n2 is fixed");
        says("GET", "/print/links", 200, "n2 down, n3 down");
        says("POST", "/fail-link/n1", 400, "no peer 'n1'; there are: n2, n3");
        says("POST", "/fail-link", 400, "no peer ''; there are: n2, n3");
        says("POST", "/delay/20", 200, "every message from n1 waits 20 ms");
        says("POST", "/delay/soon", 400, "delay needs 0 to 99999 milliseconds");
        says("POST", "/debug/on", 200, "every message is logged");
        says("POST", "/debug/off", 200, "every message is not logged");
        says("POST", "/debug/maybe", 400, "debug needs on or off");
        says("POST", "/nominate", 400, "can't stand: n1 reaches no majority");
        says("GET", "/", 400, "nothing here: GET /");
        says("GET", "/print/", 400, "print blockchain, kvstore, depth, queue");
        says("GET", "/fail-process", 400, "nothing here: GET /fail-process");
        says("PUT", "/fail-process", 400, "nothing here: PUT /fail-process");
    }
}
