package ariadne.server;

import static ariadne.server.Acknowledged.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that come back with too little, as processes: they get the rest from the others. */
@Tag("slow")
class RecoveryTest {
    private static final int TRIES = 3_000;
    private static final int BATCH = 8;

    private final long seed = Long.getLong("ariadne.seed", System.nanoTime());

    @TempDir
    private Path dir;

    @Test
    void aNodeThatIsFarBehindTakesASnapshotAndGoesOnFromThere() throws Exception {
        System.out.println("seed " + seed);
        try (TestCluster cluster = new TestCluster(dir, 3, new Random(seed))) {
            for (int node = 0; node < 3; node++) {
                Files.write(cluster.config(node), List.of("snapshot.blocks=500", "log=drop"),
                        StandardOpenOption.APPEND);
            }
            cluster.start(0);
            cluster.start(1);
            try (AriadneClient client = cluster.client(0)) {
                int written = 0;
                while (Long.parseLong(state(cluster, 0).get("log-start")) < 2) {
                    write(client, written, BATCH);
                    written += BATCH;
                }
                cluster.start(2);
                settle(cluster, 3);
                assertThat(Long.parseLong(state(cluster, 2).get("snapshot"))).isPositive();
                assertThat(Files.readString(cluster.log(2))).contains("took up snapshot");
                try (AriadneClient third = cluster.only(2)) {
                    assertThat(ok(third.get(bytes("k0"))).entry().value()).isEqualTo(bytes("0"));
                    assertThat(ok(third.get(bytes("k" + (written - 1)))).entry().value())
                            .isEqualTo(bytes("" + (written - 1)));
                }
                cluster.kill(List.of(0, 1, 2));
                cluster.startAll();
                settle(cluster, 3);
            }
        }
    }

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
    private void settle(TestCluster cluster, int nodes) {
        List<String> states = new ArrayList<>();
        for (int tries = 0; tries < TRIES; tries++) {
            states.clear();
            for (int node = 0; node < nodes; node++) {
                Map<String, String> state = state(cluster, node);
                states.add(state.get("applied") + " " + state.get("state-hash"));
            }
            if (states.stream().distinct().count() == 1) {
                return;
            }
        }
        assertThat(states).as("seed %d: all the same", seed).isEmpty();
    }

    private static <T> T ok(CompletableFuture<Outcome<T>> future) {
        Outcome<T> outcome = AriadneClient.await(future);
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        return ((Outcome.Ok<T>) outcome).value();
    }
}
