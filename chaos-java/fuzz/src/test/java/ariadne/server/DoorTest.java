package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.fuzz.Corpus;
import ariadne.fuzz.Mutator;
import ariadne.fuzz.Rounds;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Member;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import ariadne.paxos.Ballot;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers at the port of a node that serves: it goes on serving everybody else. */
class DoorTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private static Path dir;
    private static Nodes nodes;
    private static Stranger bystander;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        nodes = new Nodes(dir, 3);
        port = nodes.endpoints.getFirst().port();
        bystander = Stranger.greeted(port, Frame.Kind.CLIENT, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        bystander.close();
        nodes.close();
    }

    /** The node is up, the cluster serves, and a connection from before is served too. */
    @AfterEach
    void everybodyElseIsServed() throws Exception {
        nodes.serves();
        bystander.frame(Nodes.CODEC.encode(new Frame.ClientRequest(7, new Ask.Status())));
        Frame.ClientResponse response = (Frame.ClientResponse) bystander.answer();
        assertThat(response.answer()).isInstanceOf(Answer.StatusReport.class);
    }

    @Test
    void badBytesCloseTheirConnection() throws Exception {
        for (Frame.Kind kind : Frame.Kind.values()) {
            try (Stranger stranger = Stranger.greeted(port, kind, 2)) {
                stranger.frame(new byte[] {99, 1, 2, 3});
                stranger.isClosed();
            }
        }
        try (Stranger stranger = new Stranger(port)) {
            stranger.raw("GET / HTTP/1.1\r\n\r\n".getBytes(
                    StandardCharsets.US_ASCII));
            stranger.isClosed();
        }
    }

    /** Found by fuzzing: decided, it stopped every node, and again at every start. */
    @Test
    void aChangeOfMembersIsNoWriteOfAClient() throws Exception {
        byte[] change = new Transactions(WireLimits.STANDARD).encode(new Request(0, 5, 0,
                new Command.Change(5, new Roster(9, List.of(new Member(1, "n1", "")), 2))));
        try (Stranger stranger = Stranger.greeted(port, Frame.Kind.CLIENT, 0)) {
            stranger.frame(Nodes.CODEC.encode(
                    new Frame.ClientRequest(1, new Ask.Write(change))));
            assertThat(stranger.answer().toString()).contains("BAD_REQUEST");
        }
    }

    @Test
    void aStrangerWithoutAGreetingSendsShortFramesOnly() throws Exception {
        try (Stranger stranger = new Stranger(port)) {
            stranger.half(8 * MIB, 1);
            stranger.isClosed();
        }
    }

    @Test
    void halfFramesTakeNoMemoryThatWasNotSent() throws Exception {
        List<Stranger> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                strangers.add(Stranger.greeted(port, Frame.Kind.CLIENT, 0));
                strangers.getLast().half(MIB, 1);
            }
            for (int i = 0; i < 60; i++) {
                strangers.add(Stranger.greeted(port, Frame.Kind.PEER, 2 + i % 2));
                strangers.getLast().half(8 * MIB, 1);
            }
            nodes.serves();
        } finally {
            for (Stranger stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    @Tag("slow")
    void pingsWithoutEndAndWithoutAReader() throws Exception {
        try (Stranger stranger = new Stranger(port)) {
            for (int i = 0; i < 64; i++) {
                stranger.raw(new byte[MIB]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
        }
    }

    @Test
    @Tag("slow")
    void moreConnectionsThanThereArePlaces() throws Exception {
        List<Stranger> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < Limits.STANDARD.connections() + 200; i++) {
                strangers.add(new Stranger(port));
            }
            try (Stranger late = Stranger.greeted(port, Frame.Kind.CLIENT, 0)) {
                late.frame(Nodes.CODEC.encode(new Frame.ClientRequest(1, new Ask.Status())));
                assertThat(late.answer()).isInstanceOf(Frame.ClientResponse.class);
            }
            nodes.serves();
        } finally {
            for (Stranger stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    @Tag("slow")
    void answersThatNobodyReads() throws Exception {
        byte[] ask = Nodes.CODEC.encode(
                new Frame.ClientRequest(1, new Ask.Blocks(1, Integer.MAX_VALUE)));
        ByteBuffer many = ByteBuffer.allocate(10_000 * (4 + ask.length));
        while (many.hasRemaining()) {
            many.putInt(ask.length).put(ask);
        }
        List<Stranger> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                strangers.add(Stranger.greeted(port, Frame.Kind.CLIENT, 0));
                try {
                    strangers.getLast().raw(many.array());
                } catch (IOException e) {
                    strangers.getLast().isClosed();
                }
            }
            nodes.serves();
        } finally {
            for (Stranger stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void mutatedFramesOfClients() throws Exception {
        List<byte[]> good = new ArrayList<>(new Corpus("frame").inputs().values());
        long seed = Rounds.seed();
        System.out.println("fuzz door, clients: seed " + seed);
        for (int round = 0; round < Rounds.count(200); round++) {
            Mutator mutator = new Mutator(good, List.of(), seed, round);
            try (Stranger stranger = mutator.below(4) == 0 ? new Stranger(port)
                    : Stranger.greeted(port, Frame.Kind.CLIENT, 0)) {
                send(stranger, mutator);
            }
        }
    }

    private static void send(Stranger stranger, Mutator mutator) throws IOException {
        try {
            for (int i = mutator.below(4); i >= 0; i--) {
                if (mutator.below(3) == 0) {
                    stranger.raw(mutator.next());
                } else {
                    stranger.frame(mutator.next());
                }
            }
        } catch (IOException e) {
            stranger.isClosed();
        }
    }

    @Test
    void framesOfPeersThatNoPeerSends() throws Exception {
        List<byte[]> good = new ArrayList<>(new Corpus("frame").inputs().values());
        Credible credible = new Credible(1, new Transactions(WireLimits.STANDARD));
        long seed = Rounds.seed();
        System.out.println("fuzz door, peers: seed " + seed);
        int refused = 0;
        for (int round = 0; round < Rounds.count(300); round++) {
            Mutator mutator = new Mutator(good, List.of(), seed, round);
            int node = 2 + mutator.below(2);
            byte[] payload = mutator.next();
            if (payload.length == 0 || believed(credible, node, payload)) {
                continue;
            }
            refused++;
            try (Stranger stranger = Stranger.greeted(port, Frame.Kind.PEER, node)) {
                stranger.frame(payload);
                stranger.isClosed();
            }
        }
        assertThat(refused).isPositive();
    }

    private static boolean believed(Credible credible, int node, byte[] payload) {
        try {
            switch (Nodes.CODEC.decode(ByteBuffer.wrap(payload))) {
                case Frame.Peer peer ->
                    credible.demand(node, new Ballot(0, 1, 1), peer.message());
                case Frame.Forward forward -> new Transactions(WireLimits.STANDARD)
                        .decode(forward.transaction());
                case Frame.ForwardRefused refused -> { }
                default -> {
                    return false;
                }
            }
            return true;
        } catch (WireException e) {
            return false;
        }
    }

    @Test
    @Tag("slow")
    void moreWritesThanTheDiskTakes() throws Exception {
        byte[] value = new byte[WireLimits.STANDARD.valueBytes()];
        new Random(1).nextBytes(value);
        Transactions transactions = new Transactions(WireLimits.STANDARD);
        List<Stranger> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                strangers.add(Stranger.greeted(port, Frame.Kind.CLIENT, 0));
            }
            for (int i = 0; i < 600; i++) {
                byte[] put = transactions.encode(new Request(77, 1 + i, 0,
                        new Command.Put(Bytes.of(new byte[] {1}), Bytes.of(value))));
                strangers.get(i % 4).frame(Nodes.CODEC.encode(
                        new Frame.ClientRequest(i, new Ask.Write(put))));
            }
            for (int i = 0; i < 600; i++) {
                assertThat(strangers.get(i % 4).answer())
                        .isInstanceOf(Frame.ClientResponse.class);
            }
        } finally {
            for (Stranger stranger : strangers) {
                stranger.close();
            }
        }
    }
}
