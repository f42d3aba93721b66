package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.fuzz.Corpus;
import ariadne.fuzz.Mutator;
import ariadne.fuzz.Rounds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers at the console's port: the console answers everybody else, the node serves. */
class ConsoleTest {
    @TempDir
    private static Path dir;
    private static Nodes nodes;
    private static int port;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        nodes = new Nodes(dir, 1);
        port = nodes.admins.getFirst();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.close();
    }

    @AfterEach
    void everybodyElseIsAnswered() throws Exception {
        nodes.serves();
        assertThat(ask("GET", "/print/depth").body()).startsWith("depth ");
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void requestsThatNeverEndHoldNobodyUpAndAreClosed() throws Exception {
        List<Stranger> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                strangers.add(new Stranger(port));
                strangers.getLast().raw(ascii(i % 2 == 0 ? "GET /sta"
                        : "POST /delay/0 HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nx"));
            }
            assertThat(ask("GET", "/print/depth").statusCode()).isEqualTo(200);
            for (Stranger stranger : strangers) {
                stranger.isClosed();
            }
        } finally {
            for (Stranger stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void oddMethodsAndPathsAreAnsweredInOneLine() throws Exception {
        for (String method : List.of("HEAD", "DELETE", "OPTIONS", "PATCH", "A")) {
            assertThat(ask(method, "/status").statusCode()).as(method).isEqualTo(400);
        }
        for (String path : List.of("/%00", "/%0d%0aX:%20y", "/../status", "/print/%2f",
                "/print/depth/", "/status?x=1&y", "/%F0%9F%98%80", "/" + "a/".repeat(5000))) {
            HttpResponse<String> answer = ask("POST", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).as(path).matches("\\P{Cntrl}*\n");
        }
    }

    @Test
    @Tag("slow")
    void headersWithoutEndAreCutOff() throws Exception {
        try (Stranger stranger = new Stranger(port)) {
            stranger.raw(ascii("GET /status HTTP/1.1\r\n"));
            byte[] header = ascii("X-Long: " + "y".repeat(60_000) + "\r\n");
            for (int i = 0; i < 1000; i++) {
                stranger.raw(header);
            }
            stranger.isClosed();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
        }
    }

    @Test
    void mutatedRequests() throws Exception {
        List<byte[]> good = new ArrayList<>(new Corpus("http").inputs().values());
        List<byte[]> words = List.of(ascii("\r\n"), ascii(" "), ascii("HTTP/1.1"), ascii("%00"),
                ascii("Content-Length: -1\r\n"), ascii("Transfer-Encoding: chunked\r\n"),
                ascii("fffffffff\r\n"), ascii("Host: x\r\n"), ascii("Expect: 100-continue\r\n"));
        long seed = Rounds.seed();
        System.out.println("fuzz console: seed " + seed);
        for (int round = 0; round < Rounds.count(150); round++) {
            Mutator mutator = new Mutator(good, words, seed, round);
            try (Stranger stranger = new Stranger(port)) {
                stranger.raw(mutator.next());
            }
        }
    }
}
