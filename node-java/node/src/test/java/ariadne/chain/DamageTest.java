package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that were forced and come back different, in every file of a stopped node. */
class DamageTest extends ChainTest {
    static final long SMALL_SEGMENT = 6_000;
    private final List<Block> blocks = new ArrayList<>();

    private void fill(int count) throws ChainException {
        try (ChainStore store = open(directory, SMALL_SEGMENT)) {
            store.write(List.of(new Durable.Promised(ballot(1)), new Durable.Accepted(ballot(1))));
            Hash parent = GENESIS;
            for (int height = 1; height <= count; height++) {
                Block block = block(height, parent, "transaction " + height, "another");
                blocks.add(block);
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block)));
                store.force();
                store.write(List.of(new Durable.Decided(height - 1)));
            }
            store.force();
        }
    }

    /** Puts back all that is missing, from what the peers hold. */
    private int mend(ChainStore store) throws ChainException {
        int mended = 0;
        while (!store.whole()) {
            assertThat(store.missing()).isNotEmpty();
            Missing missing = store.missing().getLast();
            Block block = blocks.get((int) missing.height() - 1);
            assertThat(block.hash()).isEqualTo(missing.hash());
            assertThat(store.mend(block)).isTrue();
            mended++;
        }
        return mended;
    }

    private void assertWholeAgain(Path where, State original) throws ChainException {
        try (ChainStore store = open(where, SMALL_SEGMENT)) {
            assertThat(store.whole()).isTrue();
            assertThat(store.doubtful()).isFalse();
            assertThat(store.recovery().damages()).isEmpty();
            assertThat(store.recovery().damagedCopies()).isZero();
            assertThat(State.of(store)).isEqualTo(original);
        }
    }

    private Path damaged(long height, int... offsets) throws Exception {
        Path copy = copy(directory, "copy");
        Scan scan = Scan.of(disk, directory, IDENTITY);
        long position = scan.held.index.get(height);
        int number = scan.segments.number(position);
        byte[] content = Files.readAllBytes(segment(copy, number));
        for (int offset : offsets) {
            content[(int) (position - scan.segments.base(number)) + offset] ^= 1;
        }
        Files.write(segment(copy, number), content);
        return copy;
    }

    @Test
    void aDamagedBlockIsToldByHeightHashFileAndOffset() throws Exception {
        fill(8);
        for (long height = 1; height <= 8; height++) {
            for (int offset : new int[] {0, 40, Layout.RECORD_HEADER_BYTES + 40}) {
                Path copy = damaged(height, offset);
                Scan scan = Scan.of(disk, directory, IDENTITY);
                long position = scan.held.index.get(height);
                int number = scan.segments.number(position);
                boolean body = offset > Layout.RECORD_HEADER_BYTES;
                Damage damage = new Damage(segment(copy, number),
                        position - scan.segments.base(number), body
                        ? "a block's checksum is wrong" : "no record can be read here",
                        height, height);
                Missing missing = new Missing(height, blocks.get((int) height - 1).hash());
                Verification verification = ChainStore.verify(copy);
                assertThat(verification.damages()).containsExactly(damage);
                assertThat(verification.missing()).containsExactly(missing);
                assertThat(verification.votesLost()).isFalse();
                try (ChainStore store = open(copy, SMALL_SEGMENT)) {
                    assertThat(store.missing()).containsExactly(missing);
                    long damagedHeight = height;
                    assertThatThrownBy(() -> store.block(damagedHeight))
                            .isInstanceOf(ChainException.class).hasMessageContaining("missing");
                    long other = height == 8 ? 1 : height + 1;
                    assertThat(store.block(other)).isEqualTo(blocks.get((int) other - 1));
                    assertThat(store.mend(blocks.get((int) other - 1))).isFalse();
                    assertThat(store.mend(blocks.get((int) height - 1))).isTrue();
                    assertThat(store.whole()).isTrue();
                    assertThat(store.recovery().damages()).containsExactly(damage);
                }
            }
        }
    }

    @Test
    void severalBlocksAreFoundByWalkingDownTheHashes() throws Exception {
        fill(8);
        State original;
        try (ChainStore store = open(copy(directory, "original"))) {
            original = State.of(store);
        }
        int segments = ChainStore.verify(directory).segments();
        for (int number = 2; number < segments; number++) {
            Path copy = copy(directory, "copy");
            Files.delete(segment(copy, number));
            try (ChainStore store = open(copy, SMALL_SEGMENT)) {
                assertThat(store.missing()).hasSize(1);
                assertThat(mend(store)).isGreaterThan(0);
                assertThat(State.of(store)).isEqualTo(original);
            }
            assertWholeAgain(copy, original);
        }
        Path copy = copy(directory, "copy");
        for (int number = 1; number < segments; number++) {
            byte[] content = Files.readAllBytes(segment(copy, number));
            Arrays.fill(content, Layout.startBytes(2), content.length, (byte) 7);
            Files.write(segment(copy, number), content);
        }
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(mend(store)).isGreaterThan(5);
            assertThat(State.of(store)).isEqualTo(original);
        }
        assertWholeAgain(copy, original);
    }

    /** Found by the simulator, seed 100: of two neighbours neither says where it begins. */
    @Test
    void neighboursWithoutTheirStartsAreMadeAnewOrDoubted() throws Exception {
        fill(30);
        Path copy = copy(directory, "copy");
        Path gone = copy(directory, "gone");
        for (int number : new int[] {2, 3}) {
            byte[] content = Files.readAllBytes(segment(copy, number));
            Arrays.fill(content, 0, Layout.startBytes(2), (byte) 0);
            Files.write(segment(copy, number), content);
            Files.delete(segment(gone, number));
        }
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(mend(store)).isPositive();
        }
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(store.recovery().damages()).isEmpty();
            assertThat(store.doubtful()).isFalse();
            for (Block block : blocks) {
                assertThat(store.block(block.height())).isEqualTo(block);
            }
        }
        try (ChainStore store = open(gone, SMALL_SEGMENT)) {
            assertThat(mend(store)).isPositive();
            assertThat(store.doubtful()).isTrue();
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(ballot(1));
        }
    }

    /** A file before the last that is cut short: what follows it tells what is missing. */
    @Test
    void aFileCutShortIsMended() throws Exception {
        fill(5);
        State original;
        try (ChainStore store = open(copy(directory, "original"))) {
            original = State.of(store);
        }
        byte[] content = Files.readAllBytes(segment(directory, 1));
        for (int size = 0; size < content.length; size += 53) {
            Path copy = copy(directory, "copy");
            Files.write(segment(copy, 1), Arrays.copyOf(content, size));
            try (ChainStore store = open(copy, SMALL_SEGMENT)) {
                mend(store);
                assertThat(State.of(store)).as("cut to %d", size).isEqualTo(original);
            }
            assertWholeAgain(copy, original);
        }
    }

    /** The last block and all that stands behind it: nobody says what its hash was. */
    @Test
    void whatMayBeMissingMakesDoubtful() throws Exception {
        fill(3);
        Path copy = copy(directory, "copy");
        Scan scan = Scan.of(disk, directory, IDENTITY);
        int last = scan.segments.last();
        long position = scan.held.index.get(3);
        byte[] content = Files.readAllBytes(segment(copy, last));
        int at = (int) (position - scan.segments.base(last));
        // The block and the state behind it; the record after that says that both were forced.
        int end = at + (int) Layout.recordBytes(Encoder.bodyBytes(blocks.get(2)))
                + Layout.STATE_BYTES;
        Arrays.fill(content, at, end, (byte) 0);
        content = Arrays.copyOf(content, end + Layout.RECORD_HEADER_BYTES);
        Files.write(segment(copy, last), content);
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(store.whole()).isTrue();
            assertThat(store.doubtful()).isTrue();
            assertThat(store.tip()).isEqualTo(2);
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(ballot(1));
            assertThat(store.saved(MEMBERS).accepted()).isEqualTo(ballot(1));
            assertThat(store.recovery().damages()).containsExactly(new Damage(
                    segment(copy, last), at, "no record can be read here", 3, Damage.UNKNOWN));
            store.write(List.of(new Durable.Appended(blocks.get(2))));
        }
        assertThat(Files.readAllBytes(copy.resolve("damaged").resolve(
                segment(copy, last).getFileName()))).isEqualTo(content);
        Files.delete(copy.resolve(DoubtFile.NAME));
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(store.doubtful()).as("the log says it too").isTrue();
            assertThat(store.tip()).isEqualTo(3);
        }
    }

    @Test
    void aBlockThatNobodyHasIsGivenUp() throws Exception {
        fill(8);
        Path copy = damaged(6, 0, 80);
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(store.whole()).isFalse();
            store.giveUp();
            assertThat(store.whole()).isTrue();
            assertThat(store.doubtful()).isTrue();
            assertThat(store.tip()).isEqualTo(5);
            assertThat(store.decided()).isLessThanOrEqualTo(5);
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(ballot(1));
        }
        try (ChainStore store = open(copy, SMALL_SEGMENT)) {
            assertThat(store.doubtful()).isTrue();
            assertThat(store.block(5)).isEqualTo(blocks.get(4));
        }
    }

    /** Both copies of the last promise, and no state behind them. */
    @Test
    void aLostPromiseIsTheEndOfThisMember() throws Exception {
        fill(2);
        try (ChainStore store = open(directory)) {
            store.write(List.of(new Durable.Promised(ballot(2))));
            store.force();
            store.write(List.of(new Durable.Decided(2)));
        }
        int last = ChainStore.verify(directory).segments();
        byte[] content = Files.readAllBytes(segment(directory, last));
        Scan scan = Scan.of(disk, directory, IDENTITY);
        assertThat(scan.held.promised).isEqualTo(ballot(2));
        int from = content.length - Layout.STATE_BYTES - Layout.RECORD_HEADER_BYTES
                - Layout.STATE_BYTES - Layout.BALLOT_BYTES;
        // The promise and the state behind it; the last records say that they were forced.
        Arrays.fill(content, from, from + Layout.BALLOT_BYTES + Layout.STATE_BYTES,
                (byte) 0);
        Files.write(segment(directory, last), Arrays.copyOf(
                content, content.length - Layout.STATE_BYTES));
        assertThatThrownBy(() -> open(directory)).isInstanceOf(LostVotesException.class)
                .hasMessageContaining(segment(directory, last) + " at byte " + from)
                .hasMessageContaining("come back as a new member");
        assertThat(ChainStore.verify(directory).votesLost()).isTrue();
        // With the state of the second force still there, nothing is lost.
        Files.write(segment(directory, last), content);
        try (ChainStore store = open(directory)) {
            assertThat(store.doubtful()).isFalse();
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(ballot(2));
        }
    }

    @Test
    void aBadByteInTheIdentityIsTold() throws Exception {
        Path identity = directory.resolve(IdentityFile.NAME);
        byte[] content = Files.readAllBytes(identity);
        for (int at = 0; at < content.length; at++) {
            byte[] flipped = content.clone();
            flipped[at] ^= (byte) (1 << at % 7);
            Files.write(identity, flipped);
            assertThatThrownBy(() -> open(directory)).as("byte %d", at)
                    .isInstanceOf(LostVotesException.class)
                    .hasMessageContaining(identity.toString());
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
        content[15] = 3;
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(content, 12, Layout.SEGMENT_HEADER_BYTES - 12);
        java.nio.ByteBuffer.wrap(content).putInt(8, (int) crc.getValue());
        Files.write(path, content);
        assertThatThrownBy(() -> open(directory)).hasMessageContaining("has format 3");
    }

    @Test
    void segmentOfAnotherMemberIsDamage() throws Exception {
        Path other = temp.resolve("other");
        ChainStore.format(disk, other, Identity.of(CLUSTER, 2, IDENTITY.members()));
        Files.write(segment(directory, 1), Files.readAllBytes(segment(other, 1)));
        assertThatThrownBy(() -> open(directory)).isInstanceOf(LostVotesException.class)
                .hasMessageContaining("of another node");
    }
}
