package ariadne.server;

import static ariadne.server.Cores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.wire.Answer.StatusReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes as processes, one of which loses its disk: case 8c of the blueprint. */
@Tag("slow")
class ComebackTest {
    private final long seed = Long.getLong("ariadne.seed", System.nanoTime());

    @TempDir
    private Path dir;

    @Test
    void aNodeWhoseDirectoryIsGoneComesBackAsAnotherMember() throws Exception {
        System.out.println("seed " + seed);
        try (TestCluster cluster =
                new TestCluster(dir, 3, new Random(seed), List.of("rejoin=auto"))) {
            cluster.startAll();
            try (AriadneClient client = cluster.client(0); AriadneClient third = cluster.only(2)) {
                for (int i = 0; i < 50; i++) {
                    assertThat(AriadneClient.await(client.put(bytes("key" + i), bytes("one"))))
                            .isInstanceOf(Outcome.Ok.class);
                }
                cluster.kill(List.of(2));
                Files.move(cluster.data(2), dir.resolve("gone"));
                cluster.start(2);
                Map<String, String> status = voting(third);
                assertThat(status).containsEntry("id", "4").containsEntry("era", "1")
                        .containsEntry("members", "n1, n2, n3");
                assertThat(AriadneClient.await(third.get(bytes("key49"))))
                        .isInstanceOf(Outcome.Ok.class);
                cluster.kill(List.of(2));
                cluster.start(2);
                assertThat(voting(third)).as("it stays that member").containsEntry("id", "4");
            }
        }
    }

    private Map<String, String> voting(AriadneClient client) throws Exception {
        Map<String, String> status = TestCluster.await(
                () -> AriadneClient.await(client.status()) instanceof Outcome.Ok<StatusReport> ok
                        ? ok.value().entries() : Map.of(),
                entries -> "yes".equals(entries.get("votes")));
        assertThat(status).as(() -> read(dir.resolve("n3.log"))).containsEntry("votes", "yes");
        return status;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
