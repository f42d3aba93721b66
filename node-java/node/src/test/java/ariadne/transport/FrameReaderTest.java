package ariadne.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final List<String> taken = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    private final FrameReader.Taker taker = new FrameReader.Taker() {
        @Override
        public boolean frame(ByteBuffer payload) {
            StringBuilder text = new StringBuilder();
            while (payload.hasRemaining()) {
                text.append((char) payload.get());
            }
            taken.add(text.toString());
            return taken.size() < stopAfter;
        }

        @Override
        public boolean ping() {
            taken.add("<ping>");
            return true;
        }

        @Override
        public boolean pong() {
            taken.add("<pong>");
            return true;
        }
    };

    @Test
    void anyCutOfTheStreamGivesTheSameFrames() {
        long seed = new Random().nextLong();
        System.out.println("FrameReaderTest: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> sent = new ArrayList<>();
            ByteBuffer stream = ByteBuffer.allocate(4000);
            for (int i = random.nextInt(30); i > 0; i--) {
                put(stream, random, sent);
            }
            stream.flip();
            taken.clear();
            FrameReader reader = new FrameReader(100);
            while (stream.hasRemaining()) {
                int length = Math.min(stream.remaining(), 1 + random.nextInt(round % 70 + 1));
                ByteBuffer part = stream.slice(stream.position(), length);
                stream.position(stream.position() + length);
                assertThat(reader.feed(part, taker)).isNull();
            }
            assertThat(taken).isEqualTo(sent);
        }
    }

    private static void put(ByteBuffer stream, Random random, List<String> sent) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            stream.putInt(FrameReader.PING);
            sent.add("<ping>");
        } else if (kind == 1) {
            stream.putInt(FrameReader.PONG);
            sent.add("<pong>");
        } else {
            String text = "x".repeat(1 + random.nextInt(100));
            stream.putInt(text.length());
            text.chars().forEach(each -> stream.put((byte) each));
            sent.add(text);
        }
    }

    @Test
    void aFrameOverTheLimitBreaksTheStream() {
        FrameReader reader = new FrameReader(100);
        assertThat(reader.feed(ByteBuffer.allocate(4).putInt(0, 101), taker))
                .isEqualTo("a frame of 101 bytes, the limit is 100");
        assertThat(new FrameReader(100).feed(ByteBuffer.allocate(4).putInt(0, -2), taker))
                .isEqualTo("a frame of 4294967294 bytes, the limit is 100");
        assertThat(taken).isEmpty();
    }

    @Test
    void stopsWhereTheTakerStops() {
        stopAfter = 1;
        ByteBuffer two = ByteBuffer.allocate(10).putInt(1).put((byte) 'a').putInt(1)
                .put((byte) 'b').flip();
        new FrameReader(100).feed(two, taker);
        assertThat(taken).containsExactly("a");
    }

    @Test
    void memoryFollowsTheBytesThatCameAndNotTheLengthThatWasSaid() {
        FrameReader reader = new FrameReader(8 << 20);
        reader.feed(ByteBuffer.allocate(6).putInt(0, 8 << 20), taker);
        assertThat(reader.heldBytes()).isLessThan(16 << 10);
        for (int sent = 2; sent < 1 << 20; sent += 1 << 10) {
            reader.feed(ByteBuffer.allocate(1 << 10), taker);
            assertThat(reader.heldBytes()).isLessThanOrEqualTo(Math.max(16 << 10, 4 * sent));
        }
        reader.drop();
        assertThat(reader.heldBytes()).isZero();
        assertThat(taken).isEmpty();
    }
}
