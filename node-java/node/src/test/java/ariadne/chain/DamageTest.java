package ariadne.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that were forced and come back different. */
class DamageTest extends ChainTest {
    private static final long SMALL_SEGMENT = 9_000;

    private void fill(int blocks) throws ChainException {
        try (ChainStore store = open(directory, SMALL_SEGMENT)) {
            store.write(List.of(new Durable.Promised(ballot(1)), new Durable.Accepted(ballot(1))));
            Hash parent = GENESIS;
            for (int height = 1; height <= blocks; height++) {
                Block block = block(height, parent, "transaction " + height, "another");
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block)));
                store.force();
                store.write(List.of(new Durable.Decided(height - 1)));
            }
            store.force();
        }
    }

    @Test
    void noFlippedByteGoesUnnoticed() throws Exception {
        fill(4);
        State original;
        try (ChainStore store = open(copy(directory, "original"))) {
            original = State.of(store);
        }
        Path copy = copy(directory, "copy");
        int damaged = 0;
        int mended = 0;
        int segments = ChainStore.verify(directory).segments();
        assertThat(segments).isGreaterThan(1);
        for (int number = 1; number <= segments; number++) {
            byte[] content = Files.readAllBytes(segment(directory, number));
            Files.write(segment(copy, number), content);
            for (int at = 0; at < content.length; at += inFiller(content, at) ? 61 : 1) {
                byte[] flipped = content.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                Files.write(segment(copy, number), flipped);
                try (ChainStore store = open(copy)) {
                    assertThat(State.of(store)).as("segment %d byte %d", number, at)
                            .isEqualTo(original);
                    mended++;
                } catch (DamagedChainException e) {
                    assertThat(e).hasMessageContaining("does not vote");
                    assertThat(e.damages().getFirst().offsetBytes()).isLessThanOrEqualTo(at);
                    damaged++;
                }
            }
            Files.write(segment(copy, number), content);
        }
        assertThat(damaged).isGreaterThan(500);
        assertThat(mended).isGreaterThan(1_000);
    }

    /** Deep in the filler of a ballot one byte is like the next. */
    static boolean inFiller(byte[] content, int at) {
        return at >= 100 && at + 100 < content.length
                && Arrays.equals(content, at - 100, at + 100, new byte[200], 0, 200);
    }

    @Test
    void damageIsToldByHeight() throws Exception {
        fill(8);
        for (long height = 1; height <= 8; height++) {
            Path copy = copy(directory, "copy");
            Scan scan = Scan.of(disk, copy, IDENTITY);
            long position = scan.held.index.get(height);
            int number = scan.segments.number(position);
            long base = scan.segments.base(number);
            byte[] content = Files.readAllBytes(segment(copy, number));
            int at = (int) (position - base) + Layout.RECORD_HEADER_BYTES + 40;
            content[at] ^= 1;
            Files.write(segment(copy, number), content);
            DamagedChainException e =
                    catchThrowableOfType(DamagedChainException.class, () -> open(copy));
            assertThat(e.ballotsIntact()).isTrue();
            assertThat(e.damages()).containsExactly(new Damage(segment(copy, number),
                    position - base, "a block's checksum is wrong", height, height));
            content[(int) (position - base)] ^= 1;
            Files.write(segment(copy, number), content);
            e = catchThrowableOfType(DamagedChainException.class, () -> open(copy));
            assertThat(e.damages()).hasSize(1);
            assertThat(e.damages().getFirst().firstHeight()).isEqualTo(height);
            assertThat(e.damages().getFirst().lastHeight())
                    .isEqualTo(height == 8 ? Damage.UNKNOWN : height);
            assertThat(ChainStore.verify(copy).damages()).isEqualTo(e.damages());
            if (number == 1) {
                assertThat(e.ballotsIntact()).isEqualTo(scan.segments.count() > 1);
            }
        }
    }

    @Test
    void blockThatGoesBadWhileRunningIsNotHandedOut() throws Exception {
        fill(3);
        try (ChainStore store = open(directory)) {
            Scan scan = Scan.of(disk, directory, IDENTITY);
            long position = scan.held.index.get(1);
            int number = scan.segments.number(position);
            byte[] content = Files.readAllBytes(segment(directory, number));
            int at = (int) (position - scan.segments.base(number));
            content[at + Layout.RECORD_HEADER_BYTES] ^= 1;
            Files.write(segment(directory, number), content);
            assertThatThrownBy(() -> store.block(1)).isInstanceOf(ChainException.class)
                    .hasMessageContaining("block 1 can't be read any more");
            assertThatThrownBy(() -> store.archive().block(1))
                    .isInstanceOf(UnreadableBlockException.class);
        }
    }

    @Test
    void newerSegmentIsRefused() throws Exception {
        Path path = segment(directory, 1);
        byte[] content = Files.readAllBytes(path);
        content[15] = 2;
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(content, 12, Layout.SEGMENT_HEADER_BYTES - 12);
        java.nio.ByteBuffer.wrap(content).putInt(8, (int) crc.getValue());
        Files.write(path, content);
        assertThatThrownBy(() -> open(directory)).hasMessageContaining("has format 2");
    }

    @Test
    void segmentOfAnotherMemberIsDamage() throws Exception {
        Path other = temp.resolve("other");
        ChainStore.format(disk, other, Identity.of(CLUSTER, 2, IDENTITY.members()));
        Files.write(segment(directory, 1), Files.readAllBytes(segment(other, 1)));
        assertThatThrownBy(() -> open(directory)).isInstanceOf(DamagedChainException.class)
                .hasMessageContaining("of another node");
    }
}
