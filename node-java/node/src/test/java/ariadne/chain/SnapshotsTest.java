package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Snapshots beside the log, on real files: written, received, damaged, and the log below cut. */
class SnapshotsTest extends ChainTest {
    private static final byte[] MEMBERSHIP = {1, 2, 3};
    private final List<Block> blocks = new ArrayList<>();

    private void append(ChainStore store, int to) throws ChainException {
        while (store.tip() < to) {
            Block block = block(store.tip() + 1, store.hash(store.tip()), "x".repeat(400));
            blocks.add(block);
            store.write(List.of(
                    new Durable.Appended(block), new Durable.Decided(block.height())));
            store.force();
        }
    }

    private static byte[] body(long height) {
        byte[] body = new byte[200_001];
        new Random(height).nextBytes(body);
        return body;
    }

    private static Snapshot snapshot(ChainStore store, long height) throws Exception {
        try (SnapshotWriter writer = store.snapshots().write(
                height, store.hash(height), MEMBERSHIP)) {
            byte[] body = body(height);
            writer.write(body, 0, 1000);
            writer.write(body[1000]);
            writer.write(body, 1001, body.length - 1001);
            return writer.publish();
        }
    }

    private static byte[] read(ChainStore store, Snapshot snapshot) throws Exception {
        try (InputStream in = store.snapshots().read(snapshot)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatWasWrittenComesBack() throws Exception {
        Snapshot written;
        try (ChainStore store = open(directory)) {
            append(store, 5);
            written = snapshot(store, 4);
            assertThat(read(store, written)).isEqualTo(body(4));
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.recovery().snapshot()).isEqualTo(written);
            assertThat(store.recovery().snapshot().membership()).isEqualTo(MEMBERSHIP);
            assertThat(store.recovery().snapshot().hash()).isEqualTo(blocks.get(3).hash());
            assertThat(read(store, written)).isEqualTo(body(4));
        }
        assertThat(ChainStore.verify(directory).snapshots()).containsExactly(written);
    }

    @Test
    void aWriterThatIsBrokenOffLeavesNothing() throws Exception {
        try (ChainStore store = open(directory)) {
            append(store, 1);
            try (SnapshotWriter writer = store.snapshots().write(1, store.hash(1), MEMBERSHIP)) {
                writer.write(7);
            }
            assertThat(store.snapshots().newest()).isNull();
            store.snapshots().write(1, store.hash(1), MEMBERSHIP).flush();
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.snapshots().newest()).isNull();
            assertThat(directory.toFile().list()).noneMatch(name -> name.contains(".snap"));
        }
    }

    /** Every byte of the file matters; the older one and the log do instead. */
    @Test
    void ofADamagedOneTheOlderStandsIn() throws Exception {
        Snapshot older;
        Snapshot newer;
        try (ChainStore store = open(directory)) {
            append(store, 9);
            older = snapshot(store, 4);
            newer = snapshot(store, 8);
        }
        Path file = SnapshotFile.path(directory, 8);
        byte[] content = Files.readAllBytes(file);
        for (int at = 0; at < content.length; at += at < 200 || at > content.length - 200
                ? 1 : 4001) {
            byte[] flipped = content.clone();
            flipped[at] ^= 4;
            Files.write(file, flipped);
            assertOlder(file, older);
            if (at % 7 == 0) {
                Files.write(file, Arrays.copyOf(content, at));
                assertOlder(file, older);
            }
        }
        Files.write(file, content);
        try (ChainStore store = open(directory)) {
            assertThat(store.recovery().snapshot()).isEqualTo(newer);
            assertThat(store.snapshots().sound()).containsExactly(newer, older);
        }
    }

    private void assertOlder(Path file, Snapshot older) throws ChainException {
        try (ChainStore store = open(directory)) {
            assertThat(store.recovery().snapshot()).isEqualTo(older);
            assertThat(store.recovery().damages()).hasSize(1).first().satisfies(damage -> {
                assertThat(damage.file()).isEqualTo(file);
                assertThat(damage.what()).startsWith("a snapshot is damaged");
            });
            assertThat(store.tip()).isEqualTo(9);
            assertThat(store.start()).isEqualTo(1);
        }
    }

    private static int compact(ChainStore store, long from, boolean archive)
            throws ChainException {
        Removal removal = store.compact(from, archive);
        removal.run();
        return removal.count();
    }

    /** As when the process ends before all files are gone. */
    @Test
    void filesThatAreNotRemovedBelongToTheLogAgain() throws Exception {
        Removal removal;
        try (ChainStore store = open(directory, 6_000)) {
            append(store, 60);
            snapshot(store, 45);
            removal = store.compact(30, false);
            assertThat(removal.count()).isPositive();
            assertThat(store.start()).isGreaterThan(1);
            append(store, 90);
            snapshot(store, 80);
            assertThat(store.compact(70, false).count()).as("no gap may come").isZero();
        }
        removal.run();
        try (ChainStore store = open(directory, 6_000)) {
            assertThat(store.recovery().damages()).isEmpty();
            assertThat(store.start()).as("its owner has gone").isEqualTo(1);
            assertThat(compact(store, 70, false)).isGreaterThan(removal.count());
            assertThat(store.start()).isGreaterThan(30);
        }
        assertThat(ChainStore.verify(directory).sound()).isTrue();
    }

    @Test
    void theLogBelowIsDroppedOrArchived() throws Exception {
        Path archived = copy(directory, "archived");
        for (Path where : List.of(directory, archived)) {
            blocks.clear();
            boolean archive = where.equals(archived);
            int before;
            try (ChainStore store = open(where, 6_000)) {
                append(store, 60);
                before = store.segments();
                assertThat(store.compact(40, archive).count()).as("no snapshot").isZero();
                snapshot(store, 45);
                assertThat(compact(store, 40, archive)).isGreaterThan(3);
                assertThat(store.start()).isBetween(20L, 40L);
                assertThat(store.block(store.start())).isEqualTo(
                        blocks.get((int) store.start() - 1));
                append(store, 65);
            }
            try (ChainStore store = open(where, 6_000)) {
                assertThat(store.recovery().damages()).isEmpty();
                assertThat(store.whole()).isTrue();
                assertThat(store.tip()).isEqualTo(65);
                for (long height = store.start(); height <= 65; height++) {
                    assertThat(store.block(height)).isEqualTo(blocks.get((int) height - 1));
                }
                assertThat(store.hash(store.start() - 1)).isEqualTo(
                        blocks.get((int) store.start() - 2).hash());
                assertThat(store.segments()).isLessThan(before);
            }
            Verification verification = ChainStore.verify(where);
            assertThat(verification.sound()).isTrue();
            assertThat(verification.archived() > 0).isEqualTo(archive);
        }
    }

    @Test
    void withoutItsSnapshotACompactedLogAsksForOne() throws Exception {
        Snapshot snapshot;
        byte[] file;
        try (ChainStore store = open(directory, 6_000)) {
            append(store, 60);
            snapshot = snapshot(store, 45);
            file = store.snapshots().chunk(snapshot, 0, Integer.MAX_VALUE);
            compact(store, 40, false);
        }
        Files.delete(SnapshotFile.path(directory, 45));
        try (ChainStore store = open(directory, 6_000)) {
            assertThat(store.whole()).isFalse();
            assertThat(store.missing()).isEmpty();
            assertThat(store.snapshotFrom()).isEqualTo(store.start() - 1).isPositive();
            SnapshotReceiver receiver = store.snapshots().receive(snapshot);
            receiver.add(0, file);
            receiver.publish();
            store.mendBySnapshot();
            assertThat(store.whole()).isTrue();
            assertThat(store.doubtful()).isFalse();
            assertThat(store.tip()).isEqualTo(60);
            assertThat(store.recovery().snapshot()).isEqualTo(snapshot);
        }
    }

    @Test
    void aSnapshotComesInPartsOverSeveralLives() throws Exception {
        Path other = temp.resolve("other");
        ChainStore.format(disk, other, Identity.of(CLUSTER, 2, IDENTITY.members()));
        Snapshot offered;
        try (ChainStore from = open(directory)) {
            append(from, 7);
            offered = snapshot(from, 7);
            long sent = 0;
            for (int life = 0; sent < offered.sizeBytes(); life++) {
                try (ChainStore to = ChainStore.open(disk, other, CLUSTER, 2, 1 << 20);
                        SnapshotReceiver receiver = to.snapshots().receive(offered)) {
                    assertThat(receiver.received()).isBetween(sent - 70_000, sent);
                    sent = receiver.received();
                    for (int i = 0; i < 9 && !receiver.complete(); i++) {
                        byte[] chunk = from.snapshots().chunk(offered, sent, 9_999);
                        receiver.add(sent + 1, chunk);
                        receiver.add(sent, chunk);
                        sent += chunk.length;
                    }
                    if (receiver.complete()) {
                        receiver.publish();
                        assertThat(life).isGreaterThan(1);
                        assertThat(read(to, to.snapshots().newest())).isEqualTo(body(7));
                    }
                }
            }
        }
        // The log does not reach up to it: it takes the place of the chain.
        try (ChainStore to = ChainStore.open(disk, other, CLUSTER, 2, 1 << 20)) {
            assertThat(to.recovery().snapshot()).isEqualTo(offered);
            assertThat(to.start()).isEqualTo(8);
            assertThat(to.tip()).isEqualTo(7);
            assertThat(to.decided()).isEqualTo(7);
            assertThat(to.saved(MEMBERS).baseHash()).isEqualTo(offered.hash());
            Block next = block(8, offered.hash(), "on top");
            to.write(List.of(new Durable.Appended(next)));
            assertThat(to.block(8)).isEqualTo(next);
        }
        try (ChainStore to = ChainStore.open(disk, other, CLUSTER, 2, 1 << 20)) {
            assertThat(to.recovery().damages()).isEmpty();
            assertThat(to.tip()).isEqualTo(8);
        }
    }

    @Test
    void whatCameWrongIsThrownAway() throws Exception {
        try (ChainStore store = open(directory)) {
            append(store, 3);
            Snapshot offered = snapshot(store, 3);
            byte[] file = store.snapshots().chunk(offered, 0, Integer.MAX_VALUE);
            file[file.length / 2] ^= 1;
            SnapshotReceiver receiver = store.snapshots().receive(offered);
            receiver.add(0, file);
            assertThatThrownBy(receiver::publish).isInstanceOf(ChainException.class)
                    .hasMessageContaining("a frame's checksum is wrong");
            try (SnapshotReceiver again = store.snapshots().receive(offered)) {
                assertThat(again.received()).isZero();
            }
        }
    }

    @Test
    void onlyTheNewestAreKept() throws Exception {
        try (ChainStore store = open(directory)) {
            append(store, 9);
            for (int height = 1; height <= 9; height++) {
                snapshot(store, height);
            }
            store.snapshots().keep(2);
            assertThat(store.snapshots().sound()).extracting(Snapshot::height)
                    .containsExactly(9L, 8L);
        }
        assertThat(ChainStore.verify(directory).snapshots()).hasSize(2);
    }

    @Test
    void aBlockBelowTheSnapshotIsNotNeeded() throws Exception {
        try (ChainStore store = open(directory)) {
            append(store, 9);
            snapshot(store, 6);
        }
        Scan scan = Scan.of(disk, directory, IDENTITY);
        byte[] content = Files.readAllBytes(segment(directory, 1));
        content[(int) scan.held.index.get(4)] ^= 1;
        Files.write(segment(directory, 1), content);
        try (ChainStore store = open(directory)) {
            assertThat(store.whole()).isTrue();
            assertThat(store.start()).isEqualTo(5);
            assertThat(store.tip()).isEqualTo(9);
            assertThat(store.recovery().damages()).hasSize(1);
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.start()).isEqualTo(5);
            assertThat(store.recovery().damages()).isEmpty();
        }
        Hash four = blocks.get(3).hash();
        Files.delete(SnapshotFile.path(directory, 6));
        try (ChainStore store = open(directory)) {
            assertThat(store.missing()).containsExactly(new Missing(4, four));
            assertThat(store.mend(blocks.get(3))).isTrue();
            assertThat(store.start()).isEqualTo(1);
            assertThat(store.block(4)).isEqualTo(blocks.get(3));
        }
    }

    @Test
    void aSnapshotOfAnotherClusterIsNone() throws Exception {
        Path other = temp.resolve("other");
        ChainStore.format(disk, other, Identity.of("phaistos", 1, IDENTITY.members()));
        try (ChainStore store = ChainStore.open(disk, other, "phaistos", 1, 1 << 20)) {
            try (SnapshotWriter writer = store.snapshots().write(0,
                    Sha256Hasher.genesis("phaistos"), MEMBERSHIP)) {
                writer.publish();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        Files.copy(SnapshotFile.path(other, 0), SnapshotFile.path(directory, 0));
        try (ChainStore store = open(directory)) {
            assertThat(store.recovery().snapshot()).isNull();
            assertThat(store.recovery().damages().getFirst().what())
                    .contains("of another cluster");
        }
    }
}
