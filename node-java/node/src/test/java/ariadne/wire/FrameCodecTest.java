package ariadne.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Position;
import ariadne.kv.Result;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
    private static final long GOLDEN_SEED = 126;
    private final FrameCodec codec = new FrameCodec(WireLimits.STANDARD, Samples.HASHER);

    /** A change of these lines is a change of {@link FrameCodec#VERSION}. */
    @Test
    void goldenBytesStay() throws Exception {
        Map<String, byte[]> golden = golden();
        Map<String, Frame> frames = new Samples(GOLDEN_SEED).all();
        assertThat(golden.keySet()).isEqualTo(frames.keySet());
        for (Map.Entry<String, Frame> each : frames.entrySet()) {
            byte[] bytes = golden.get(each.getKey());
            assertThat(HexFormat.of().formatHex(codec.encode(each.getValue())))
                    .as(each.getKey()).isEqualTo(HexFormat.of().formatHex(bytes));
            assertThat(codec.decode(ByteBuffer.wrap(bytes))).usingRecursiveComparison()
                    .isEqualTo(each.getValue());
        }
    }

    @Test
    void anAnswerTellsOfANewEra() throws Exception {
        Frame frame = new Frame.ClientResponse(7, new Answer.Judged(new Applied(
                new Result.Changed(3), new Position(9, 0), false)));
        byte[] bytes = codec.encode(frame);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("500000000000000007" + "0500000003" + "0000000000000009"
                        + "0000000000");
        assertThat(codec.decode(ByteBuffer.wrap(bytes))).isEqualTo(frame);
    }

    @Test
    void everyTypeHasGoldenBytes() throws Exception {
        Set<String> types = new TreeSet<>();
        for (Class<?> type : Frame.class.getPermittedSubclasses()) {
            types.add(type.getSimpleName());
        }
        types.removeAll(List.of("Peer", "ClientRequest", "ClientResponse"));
        for (Class<?> type : Message.class.getPermittedSubclasses()) {
            types.add(type.getSimpleName());
        }
        for (Class<?> type : Ask.class.getPermittedSubclasses()) {
            types.add("Ask." + type.getSimpleName());
        }
        for (Class<?> type : Answer.class.getPermittedSubclasses()) {
            types.add("Answer." + type.getSimpleName());
        }
        assertThat(golden().keySet()).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void randomFramesComeBackAsTheyWere() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("FrameCodecTest round trips: seed " + seed);
        Samples samples = new Samples(seed);
        for (int i = 0; i < 200; i++) {
            for (Frame frame : samples.all().values()) {
                byte[] bytes = codec.encode(frame);
                assertThat(FrameCodec.sizeBytes(frame)).as("%s", frame)
                        .isIn(0, bytes.length);
                Frame back = codec.decode(ByteBuffer.wrap(bytes));
                assertThat(codec.encode(back)).isEqualTo(bytes);
                if (i < 20) {
                    assertThat(back).usingRecursiveComparison().isEqualTo(frame);
                }
            }
        }
    }

    @Test
    void everyTruncationIsAWireException() throws Exception {
        for (Map.Entry<String, byte[]> each : golden().entrySet()) {
            byte[] bytes = each.getValue();
            for (int length = 0; length < bytes.length; length++) {
                ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
                assertThatThrownBy(() -> codec.decode(cut)).as("%s cut to %d", each.getKey(),
                        length).isInstanceOf(WireException.class);
            }
            ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).rewind();
            assertThatThrownBy(() -> codec.decode(longer)).as(each.getKey())
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void badBytesAreAWireExceptionOrAFrameAndNothingElse() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("FrameCodecTest bad bytes: seed " + seed);
        Random random = new Random(seed);
        for (Map.Entry<String, byte[]> each : golden().entrySet()) {
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = each.getValue().clone();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                harmless(bytes);
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                if (noise.length > 0) {
                    noise[0] = each.getValue()[0];
                }
                harmless(noise);
            }
        }
    }

    private void harmless(byte[] bytes) {
        try {
            Frame frame = codec.decode(ByteBuffer.wrap(bytes));
            assertThat(codec.encode(frame)).isEqualTo(bytes);
        } catch (WireException e) {
            boolean quotable = new String(bytes, StandardCharsets.ISO_8859_1).contains("%");
            assertThat(e.getMessage().contains("%")).as("%s", e.getMessage())
                    .isIn(false, quotable);
        } catch (RuntimeException e) {
            fail(HexFormat.of().formatHex(bytes), e);
        }
    }

    @Test
    void decodesAPartOfABufferAndLeavesItsPosition() throws Exception {
        byte[] bytes = codec.encode(new Frame.Peer(new Message.ReadAsk(5)));
        ByteBuffer direct = ByteBuffer.allocateDirect(40).put(3, bytes);
        direct.position(3).limit(3 + bytes.length);
        assertThat(codec.decode(direct)).isEqualTo(new Frame.Peer(new Message.ReadAsk(5)));
        assertThat(direct.position()).isEqualTo(3);
    }

    @Test
    void blocksThatAreNotLinkedAreBadBytes() {
        Block first = Samples.HASHER.block(4, Hash.ZERO, List.of(new byte[] {1}));
        Block next = Samples.HASHER.block(5, first.hash(), List.of());
        Block gap = Samples.HASHER.block(6, first.hash(), List.of());
        Block stranger = Samples.HASHER.block(5, Hash.ZERO, List.of());
        assertThat(decoding(3, Hash.ZERO, List.of(first, next))).isEmpty();
        assertThat(decoding(3, Hash.ZERO, List.of(first, gap))).contains("does not stand on");
        assertThat(decoding(3, Hash.ZERO, List.of(first, stranger)))
                .contains("does not stand on");
        assertThat(decoding(2, Hash.ZERO, List.of(first, next))).contains("does not stand on");
        assertThat(decoding(3, next.hash(), List.of(first))).contains("does not stand on");
        assertThat(decoding(0, Hash.ZERO,
                List.of(Samples.HASHER.block(0, Hash.ZERO, List.of())))).contains("height 0");
    }

    private String decoding(long parent, Hash parentHash, List<Block> blocks) {
        byte[] bytes = codec.encode(new Frame.Peer(
                new Message.Accept(new Ballot(0, 1, 1), parent, parentHash, blocks, 0)));
        try {
            codec.decode(ByteBuffer.wrap(bytes));
            return "";
        } catch (WireException e) {
            return e.getMessage();
        }
    }

    @Test
    void limitsHoldAtTheDoor() {
        WireLimits small = new WireLimits(2000, 10, 100, 2, 300, 2);
        FrameCodec narrow = new FrameCodec(small, Samples.HASHER);
        refused(narrow, new Frame.ClientRequest(1, new Ask.Get(Bytes.of(new byte[11]))),
                "limit is 10");
        refused(narrow, new Frame.Forward(1, new byte[2500]), "a frame of");
        refused(narrow, new Frame.HelloAnswer(false, 1, "x".repeat(400)), "limit is 300");
        refused(narrow, new Frame.ClientResponse(1,
                new Answer.StatusReport(Map.of("a", "1", "b", "2", "c", "3"))), "limit is 2");
        byte[] one = {1};
        Block three = Samples.HASHER.block(1, Hash.ZERO, List.of(one, one, one));
        refused(narrow, new Frame.ClientResponse(1, new Answer.ChainPart(1, List.of(three))),
                "limit is 2");
        Block fat = Samples.HASHER.block(1, Hash.ZERO,
                List.of(new byte[small.transactionBytes() + 1]));
        refused(narrow, new Frame.ClientResponse(1, new Answer.ChainPart(1, List.of(fat))),
                "limit is " + small.transactionBytes());
        assertThatThrownBy(() -> narrow.encode(new Frame.Forward(1, new byte[2500])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2000");
    }

    private void refused(FrameCodec narrow, Frame frame, String why) {
        ByteBuffer bytes = ByteBuffer.wrap(codec.encode(frame));
        assertThatThrownBy(() -> narrow.decode(bytes)).isInstanceOf(WireException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTextOverTheLimitIsCutAtALetter() throws Exception {
        FrameCodec narrow = new FrameCodec(new WireLimits(9000, 10, 100, 2, 256, 2),
                Samples.HASHER);
        byte[] bytes = narrow.encode(new Frame.HelloAnswer(false, 1, "x" + "中".repeat(300)));
        Frame.HelloAnswer back = (Frame.HelloAnswer) narrow.decode(ByteBuffer.wrap(bytes));
        assertThat(back.why()).isEqualTo("x" + "中".repeat(85));
    }

    @Test
    void aStrangerIsToldWhy() {
        Frame.Hello hello = new Frame.Hello(FrameCodec.VERSION, "blue", Frame.Kind.PEER, 2, "n2");
        assertThat(hello.answer("blue", 1)).isEqualTo(new Frame.HelloAnswer(true, 1, ""));
        assertThat(hello.answer("red", 1).ok()).isFalse();
        assertThat(hello.answer("red", 1).why()).contains("'blue'").contains("'red'");
        Frame.Hello newer = new Frame.Hello(99, "blue", Frame.Kind.PEER, 2, "n2");
        assertThat(newer.answer("blue", 1).why()).contains("version 99");
    }

    private static Map<String, byte[]> golden() throws IOException {
        Map<String, byte[]> golden = new LinkedHashMap<>();
        try (InputStream in = FrameCodecTest.class.getResourceAsStream("golden-frames.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            text.lines().forEach(line -> {
                String[] parts = line.split(" ", 2);
                golden.put(parts[0], HexFormat.of().parseHex(parts[1]));
            });
        }
        return golden;
    }
}
