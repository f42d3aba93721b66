package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainStore;
import ariadne.chain.Sha256Hasher;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of five lacks a block, and asks the four others, who are not all well themselves. */
class MenderTest {
    private static final String CLUSTER = "tried";
    private static final int LONG = 5000;

    @TempDir
    Path dir;
    private final MemoryNetwork network = new MemoryNetwork();
    private final FrameCodec codec = new FrameCodec(WireLimits.STANDARD, new Sha256Hasher());
    private final List<Block> blocks = new ArrayList<>();
    private final List<Transport> others = new ArrayList<>();
    private ChainStore chain;
    private Mender mender;

    @BeforeEach
    void damagedChain() throws Exception {
        Properties lines = new Properties();
        lines.put("cluster", CLUSTER);
        lines.put("node", "n1");
        lines.put("data", dir.resolve("data").toString());
        lines.put("listen", "10.0.0.1:4000");
        lines.put("admin", "127.0.0.1:1");
        for (int i = 1; i <= 5; i++) {
            lines.put("member.n" + i, "10.0.0." + i + ":4000");
        }
        NodeConfig config = NodeConfig.of(lines);
        Server.format(config);
        try (ChainStore store = ChainStore.open(config.data(), CLUSTER, 1)) {
            Hash parent = Sha256Hasher.genesis(CLUSTER);
            for (int height = 1; height <= 3; height++) {
                Block block = new Sha256Hasher().block(height, parent,
                        List.of(("block " + height).getBytes(StandardCharsets.UTF_8)));
                blocks.add(block);
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block)));
                store.force();
            }
        }
        Path segment = config.data().resolve("00000001.seg");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("block 2")] ^= 1;
        Files.write(segment, bytes);
        chain = ChainStore.open(config.data(), CLUSTER, 1);
        assertThat(chain.missing()).hasSize(1);
        mender = new Mender(config, Limits.STANDARD, new Ports(network.clock(),
                network.transport(), Runnable::run, new Random(1), 1), chain, new Sha256Hasher());
    }

    @AfterEach
    void close() throws Exception {
        chain.close();
    }

    /** A node that answers every question for blocks with these, or with null never. */
    private void other(int node, List<Block> has) throws Exception {
        Transport transport = network.transport();
        transport.listen(new InetSocketAddress("10.0.0." + node, 4000), new Handler() {
            @Override
            public void frame(Connection from, ByteBuffer payload) {
                try {
                    if (has != null && codec.decode(payload) instanceof Frame.ClientRequest request
                            && request.ask() instanceof Ask.Blocks) {
                        from.send(codec.encode(new Frame.ClientResponse(request.tag(),
                                new Answer.ChainPart(3, has))));
                    }
                } catch (WireException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void closed(Connection connection, String reason) {}
        });
        others.add(transport);
    }

    /** Turns until the mender is done, many at most; whether it is. */
    private boolean done() throws Exception {
        for (int i = 0; i < LONG; i++) {
            network.nanos += 20_000_000;
            if (mender.turn(0)) {
                return true;
            }
            for (Transport other : others) {
                other.poll(0);
            }
        }
        return false;
    }

    @Test
    void whoHasItMends() throws Exception {
        other(4, blocks.subList(1, 2));
        assertThat(done()).isTrue();
        assertThat(chain.doubtful()).isFalse();
        assertThat(chain.block(2)).isEqualTo(blocks.get(1));
        assertThat(chain.tip()).isEqualTo(3);
    }

    /** One is dead for good: three of five are enough to know that nobody needs it. */
    @Test
    void aMajorityThatLacksItIsEnoughThoughOneNeverAnswers() throws Exception {
        other(2, List.of());
        other(3, List.of());
        other(4, List.of());
        other(5, null);
        assertThat(done()).isTrue();
        assertThat(chain.doubtful()).as("it may have been accepted here").isTrue();
        assertThat(chain.tip()).isEqualTo(1);
    }

    @Test
    void aMinorityThatLacksItIsNot() throws Exception {
        other(2, List.of());
        other(3, List.of());
        other(4, null);
        assertThat(done()).isFalse();
        assertThat(chain.missing()).hasSize(1);
        other(5, blocks.subList(1, 2));
        assertThat(done()).isTrue();
        assertThat(chain.doubtful()).isFalse();
    }

    @Test
    void anotherBlockOfThatHeightIsNoHelp() throws Exception {
        other(2, List.of(new Sha256Hasher().block(2, blocks.get(0).hash(), List.of())));
        assertThat(done()).isFalse();
        assertThat(chain.missing()).hasSize(1);
    }
}
