package ariadne.server;

import static ariadne.server.Cores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that comes back with too little, as processes: it gets the rest from the others. */
@Tag("slow")
class RecoveryTest {
    private final long seed = Long.getLong("ariadne.seed", System.nanoTime());

    @TempDir
    private Path dir;

    @Test
    void aDamagedBlockComesBackFromTheOthers() throws Exception {
        System.out.println("seed " + seed);
        try (TestCluster cluster = new TestCluster(dir, 3, new Random(seed))) {
            cluster.startAll();
            try (AriadneClient client = cluster.client(0)) {
                write(client, 0, 200);
                settle(cluster, 3);
                cluster.kill(List.of(1));
                Path segment = dir.resolve("n2").resolve("00000001.seg");
                byte[] content = Files.readAllBytes(segment);
                int at = indexOf(content, "k100");
                content[at] ^= 1;
                Files.write(segment, content);
                cluster.start(1);
                write(client, 200, 50);
                settle(cluster, 3);
                assertThat(Files.readString(cluster.log(1)))
                        .contains("damaged: ", "the chain is whole again");
                cluster.kill(List.of(1));
                assertThat(Server.verify(dir.resolve("n2"), false, System.out)).isTrue();
            }
        }
    }

    private static int indexOf(byte[] content, String text) {
        String all = new String(content, StandardCharsets.ISO_8859_1);
        int at = all.indexOf(text);
        assertThat(at).isPositive();
        return at;
    }

    private static void write(AriadneClient client, int from, int count) {
        List<CompletableFuture<Outcome<Applied>>> puts = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            puts.add(client.put(bytes("k" + i), bytes("" + i)));
        }
        puts.forEach(RecoveryTest::ok);
    }

    private static Map<String, String> state(TestCluster cluster, int node) {
        try (AriadneClient client = cluster.only(node)) {
            return ok(client.status()).entries();
        }
    }

    /** Waits until all nodes have applied the same. */
    private void settle(TestCluster cluster, int nodes) throws Exception {
        Set<String> states = TestCluster.await(
                () -> IntStream.range(0, nodes).mapToObj(node -> state(cluster, node))
                        .map(state -> state.get("applied") + " " + state.get("state-hash"))
                        .collect(Collectors.toSet()),
                each -> each.size() == 1);
        assertThat(states).as("seed %d: all the same", seed).hasSize(1);
    }

    private static <T> T ok(CompletableFuture<Outcome<T>> future) {
        Outcome<T> outcome = AriadneClient.await(future);
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        return ((Outcome.Ok<T>) outcome).value();
    }
}
