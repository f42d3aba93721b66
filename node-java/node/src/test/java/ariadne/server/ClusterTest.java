package ariadne.server;

import static ariadne.server.Cores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.OperationId;
import ariadne.kv.Result;
import ariadne.paxos.Block;
import ariadne.wire.Answer;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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

/**
 * Whole nodes as processes. {@code -Dariadne.kills=N} says how many are killed (200),
 * {@code -Dariadne.seed=S} which and when.
 */
@Tag("slow")
class ClusterTest {
    private static final int NODES = 5;
    private static final int WRITERS = 4;
    private static final long PROGRESS_SECONDS = 90;

    private final long seed = Long.getLong("ariadne.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path dir;

    @Test
    void threeNodesServePutGetCasAndDeleteThroughAnyOfThem() throws Exception {
        System.out.println("seed " + seed);
        try (TestCluster cluster = new TestCluster(dir, 3, random)) {
            cluster.startAll();
            for (int node = 0; node < 3; node++) {
                Bytes key = bytes("key" + node);
                try (AriadneClient client = cluster.client(node);
                        AriadneClient other = cluster.client((node + 1) % 3)) {
                    Applied put = ok(client.put(key, bytes("one")));
                    assertThat(put.result()).isEqualTo(new Result.Done());
                    Answer.Value read = ok(other.get(key));
                    assertThat(read.entry().value()).isEqualTo(bytes("one"));
                    assertThat(read.entry().written()).isEqualTo(put.position());
                    assertThat(ok(other.cas(key, bytes("two"), bytes("three"))).result())
                            .isEqualTo(new Result.Mismatch(bytes("one"), put.position()));
                    assertThat(ok(other.cas(key, bytes("one"), bytes("three"))).result())
                            .isEqualTo(new Result.Done());
                    assertThat(ok(client.get(key)).entry().value()).isEqualTo(bytes("three"));
                    assertThat(ok(client.delete(key)).result()).isEqualTo(new Result.Done());
                    assertThat(ok(other.get(key)).entry().value()).isNull();
                }
            }
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenNodesAreKilledUpToAllAtOnce() throws Exception {
        int kills = Integer.getInteger("ariadne.kills", 200);
        System.out.printf("seed %d, %d kills of %d nodes%n", seed, kills, NODES);
        long began = System.nanoTime();
        try (TestCluster cluster = new TestCluster(dir, NODES, random)) {
            cluster.startAll();
            List<AriadneClient> clients = IntStream.range(0, WRITERS)
                    .mapToObj(cluster::client).toList();
            Acknowledged load = new Acknowledged(clients);
            int[] massacres;
            try (load) {
                massacres = massacre(cluster, load, kills);
            }
            List<Block> chain = settledChain(cluster);
            System.out.printf("seed %d: %d kills in %d strikes, %d of them on all %d nodes; "
                    + "%d writes acknowledged, %d refused, %d unknown; %d blocks; %d s%n", seed,
                    kills, massacres[0], massacres[1], NODES, load.count(), load.refused.get(),
                    load.unknown.get(), chain.size(),
                    (System.nanoTime() - began) / 1_000_000_000);
            assertThat(load.count()).isGreaterThan(kills);
            everyOperationStandsOnceAndWhereItWasSaidToStand(chain, load.all());
            everyAcknowledgedWriteIsRead(clients, load.all());
        }
    }

    /** How many strikes it took, and how many of them took all nodes. */
    private int[] massacre(TestCluster cluster, Acknowledged load, int kills) throws Exception {
        int strikes = 0;
        int all = 0;
        for (int left = kills; left > 0; strikes++) {
            boolean progress = left == kills || random.nextInt(4) > 0;
            if (progress) {
                assertThat(load.awaitMore(1 + random.nextInt(150), PROGRESS_SECONDS))
                        .as("seed %d: writes go on after strike %d", seed, strikes).isTrue();
            }
            List<Integer> victims = new ArrayList<>(IntStream.range(0, NODES).boxed().toList());
            Collections.shuffle(victims, random);
            victims = victims.subList(0, Math.min(left, 1 + random.nextInt(NODES)));
            for (int node = 0; node < NODES; node++) {
                assertThat(cluster.runs(node)).as("seed %d: node %d runs until it is killed; %s",
                        seed, node + 1, cluster.log(node)).isTrue();
            }
            cluster.kill(victims);
            left -= victims.size();
            all += victims.size() == NODES ? 1 : 0;
            if (NODES - victims.size() > NODES / 2 && random.nextBoolean()) {
                load.awaitMore(random.nextInt(30), 2); // A majority goes on without them.
            }
            for (int victim : victims) {
                cluster.start(victim);
            }
        }
        assertThat(load.awaitMore(100, PROGRESS_SECONDS))
                .as("seed %d: writes go on after the last strike", seed).isTrue();
        return new int[] {strikes, all};
    }

    /** The chain that all nodes hold, once they all hold the same. */
    private List<Block> settledChain(TestCluster cluster) throws Exception {
        List<AriadneClient> each = IntStream.range(0, NODES).mapToObj(cluster::only).toList();
        Set<String> states = TestCluster.await(
                () -> each.stream().map(client -> ok(client.status()).entries())
                        .map(entries -> entries.get("applied") + " " + entries.get("tip-hash")
                                + " " + entries.get("state-hash"))
                        .collect(Collectors.toSet()),
                all -> all.size() == 1);
        assertThat(states).as("seed %d: nodes settle", seed).hasSize(1);
        List<Block> chain = chain(each.getFirst());
        for (AriadneClient client : each) {
            assertThat(chain(client)).as("seed %d: chains agree", seed).isEqualTo(chain);
        }
        return chain;
    }

    private static List<Block> chain(AriadneClient client) {
        List<Block> chain = new ArrayList<>();
        while (true) {
            Answer.ChainPart part = ok(client.blocks(chain.size() + 1, 1 << 20));
            if (part.blocks().isEmpty()) {
                assertThat(chain).hasSize((int) part.decided());
                return chain;
            }
            chain.addAll(part.blocks());
        }
    }

    /** Also the proof of the witness: the position that was answered is the one in the chain. */
    private void everyOperationStandsOnceAndWhereItWasSaidToStand(
            List<Block> chain, List<Acknowledged.Write> writes) throws WireException {
        Set<OperationId> seen = new HashSet<>();
        for (Block block : chain) {
            for (byte[] transaction : block.transactions()) {
                OperationId id = Transactions.id(transaction);
                // An open is no operation of a session; one opened in vain expires unused.
                assertThat(id.session() == 0 || seen.add(id))
                        .as("seed %d: %s stands once, again in %s", seed, id, block).isTrue();
            }
        }
        for (Acknowledged.Write write : writes) {
            Block block = chain.get((int) write.position().height() - 1);
            assertThat(Transactions.id(block.transactions().get(write.position().index())))
                    .as("seed %d: %s", seed, write).isEqualTo(write.id());
        }
    }

    private void everyAcknowledgedWriteIsRead(
            List<AriadneClient> clients, List<Acknowledged.Write> writes) {
        int batch = 128;
        for (int from = 0; from < writes.size(); from += batch) {
            List<Acknowledged.Write> some =
                    writes.subList(from, Math.min(writes.size(), from + batch));
            AriadneClient client = clients.get(from / batch % clients.size());
            List<CompletableFuture<Outcome<Answer.Value>>> reads =
                    some.stream().map(write -> client.get(bytes(write.key()))).toList();
            for (int i = 0; i < some.size(); i++) {
                assertThat(ok(reads.get(i)).entry().value()).as("seed %d: %s", seed, some.get(i))
                        .isEqualTo(bytes(some.get(i).value()));
                assertThat(ok(reads.get(i)).entry().written())
                        .isEqualTo(some.get(i).position());
            }
        }
    }

    private static <T> T ok(CompletableFuture<Outcome<T>> future) {
        Outcome<T> outcome = AriadneClient.await(future);
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        return ((Outcome.Ok<T>) outcome).value();
    }
}
