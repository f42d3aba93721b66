package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.BrokenInvariant;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ChainStoreTest extends ChainTest {
    private final Block one = block(1, GENESIS, "put x 1");
    private final Block two = block(2, one.hash(), "put y 2", "put z 3");
    private final Block three = block(3, two.hash());

    private void fill(ChainStore store) throws ChainException {
        store.write(List.of(new Durable.Promised(ballot(1)), new Durable.Appended(one),
                new Durable.Appended(two), new Durable.Accepted(ballot(1))));
        store.force();
        store.write(List.of(new Durable.Decided(1), new Durable.Appended(three)));
        store.force();
    }

    @Test
    void freshlyFormattedDirectoryHoldsNothing() throws ChainException {
        try (ChainStore store = open(directory)) {
            assertThat(store.saved(MEMBERS)).isEqualTo(Saved.fresh(GENESIS, MEMBERS.members()));
            assertThat(store.identity()).isEqualTo(IDENTITY);
            assertThat(store.recovery()).isEqualTo(new Recovery(0, 0, List.of(), null));
        }
    }

    @Test
    void whatWasWrittenComesBack() throws ChainException {
        Saved expected = new Saved(ballot(1), ballot(1), 1, 1, one.hash(),
                List.of(two, three), MEMBERS, false);
        try (ChainStore store = open(directory)) {
            fill(store);
            assertThat(store.saved(MEMBERS)).isEqualTo(expected);
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.saved(MEMBERS)).isEqualTo(expected);
            assertThat(store.recovery()).isEqualTo(new Recovery(0, 0, List.of(), null));
            assertThat(store.archive().block(1)).isEqualTo(one);
            assertThat(store.block(2).transactions().get(1)).asString().isEqualTo("put z 3");
            List<Block> decided = new ArrayList<>();
            store.forEachDecided(decided::add);
            assertThat(decided).containsExactly(one);
        }
    }

    @Test
    void rewoundBlocksAreReplaced() throws ChainException {
        Block other = block(2, one.hash(), "put y 4");
        try (ChainStore store = open(directory)) {
            fill(store);
            store.write(List.of(new Durable.Rewound(1), new Durable.Appended(other),
                    new Durable.Accepted(ballot(2))));
            assertThat(store.tip()).isEqualTo(2);
            assertThat(store.block(2)).isEqualTo(other);
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.saved(MEMBERS)).isEqualTo(
                    new Saved(ballot(1), ballot(2), 1, 1, one.hash(), List.of(other),
                            MEMBERS, false));
        }
    }

    @Test
    void rewindToTheGenesisWorks() throws ChainException {
        try (ChainStore store = open(directory)) {
            store.write(List.of(new Durable.Appended(one), new Durable.Rewound(0),
                    new Durable.Appended(block(1, GENESIS, "else"))));
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.block(1)).isEqualTo(block(1, GENESIS, "else"));
        }
    }

    @Test
    void oneWriteAndOneForceABatch() throws ChainException {
        try (ChainStore store = open(directory)) {
            int writes = disk.writes;
            store.write(List.of(new Durable.Appended(one), new Durable.Appended(two)));
            assertThat(disk.writes).isEqualTo(writes + 1);
            int forces = disk.forces;
            store.force();
            store.force();
            assertThat(disk.forces).isEqualTo(forces + 1);
        }
    }

    @Test
    void blockGreaterThanTheBufferIsWritten() throws ChainException {
        Block big = HASHER.block(1, GENESIS, List.of(new byte[3_000_001], new byte[5]));
        try (ChainStore store = open(directory)) {
            store.write(List.of(new Durable.Promised(ballot(1)), new Durable.Appended(big)));
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.block(1)).isEqualTo(big);
            assertThat(store.block(1).transactions().get(0)).hasSize(3_000_001);
        }
    }

    @Test
    void segmentsRollOverAndAreReadAcross() throws ChainException {
        State before;
        try (ChainStore store = open(directory, 10_000)) {
            Hash parent = GENESIS;
            for (int height = 1; height <= 100; height++) {
                Block block = block(height, parent, "x".repeat(500));
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block), new Durable.Decided(height)));
                store.force();
            }
            store.write(List.of(new Durable.Promised(ballot(9))));
            assertThat(store.segments()).isGreaterThan(5);
            before = State.of(store);
        }
        try (ChainStore store = open(directory, 10_000)) {
            assertThat(State.of(store)).isEqualTo(before);
            assertThat(store.decided()).isEqualTo(100);
        }
        Verification verification = ChainStore.verify(directory);
        assertThat(verification.sound()).isTrue();
        assertThat(verification.tip()).isEqualTo(100);
        assertThat(verification.tipHash()).isEqualTo(before.blocks().getLast().hash());
        assertThat(verification.promised()).isEqualTo(ballot(9));
    }

    @Test
    void rollThatACrashBrokeOffIsHarmless() throws Exception {
        segmentsRollOverAndAreReadAcross();
        Verification whole = ChainStore.verify(directory);
        Path beforeSeal = segment(directory, whole.segments() - 1);
        byte[] content = Files.readAllBytes(beforeSeal);
        for (int lost = 0; lost <= Layout.RECORD_HEADER_BYTES; lost++) {
            Files.write(beforeSeal, Arrays.copyOf(content, content.length - lost));
            assertThat(ChainStore.verify(directory).damages()).isEmpty();
        }
        Path draft = directory.resolve(String.format("%08d.seg.new", whole.segments() + 1));
        Files.write(draft, new byte[20_000]);
        try (ChainStore store = open(directory, 1)) {
            store.write(List.of(new Durable.Promised(ballot(10))));
            assertThat(store.segments()).isEqualTo(whole.segments() + 1);
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(ballot(10));
            assertThat(store.tip()).isEqualTo(whole.tip());
        }
    }

    @Test
    void missingSegmentIsDamage() throws Exception {
        segmentsRollOverAndAreReadAcross();
        int last = ChainStore.verify(directory).segments();
        for (int number = 1; number <= last; number++) {
            Path copy = copy(directory, "copy");
            Files.delete(segment(copy, number));
            int missing = number;
            if (missing == last) {
                assertThatThrownBy(() -> open(copy)).isInstanceOf(LostVotesException.class)
                        .hasMessageContaining(segment(copy, missing).toString());
                continue;
            }
            try (ChainStore store = open(copy)) {
                assertThat(store.whole()).isFalse();
                assertThat(store.missing().isEmpty()).isEqualTo(missing == 1);
                assertThat(store.snapshotFrom() > 0).isEqualTo(missing == 1);
            }
        }
    }

    @Test
    void directoryIsOpenOnce() throws ChainException {
        ChainStore first = open(directory);
        assertThatThrownBy(() -> open(directory)).isInstanceOf(ChainException.class)
                .hasMessageContaining("in use by another process");
        first.close();
        open(directory).close();
    }

    @Test
    void failedForcePoisons() throws ChainException {
        ChainStore store = open(directory);
        store.write(List.of(new Durable.Appended(one)));
        disk.failForces = true;
        assertThatThrownBy(store::force).isInstanceOf(ChainException.class)
                .hasMessageContaining("can't force").hasMessageContaining("Input/output error");
        disk.failForces = false;
        int forces = disk.forces;
        assertThatThrownBy(store::force).isInstanceOf(ChainException.class);
        assertThatThrownBy(() -> store.write(List.of(new Durable.Appended(two))))
                .isInstanceOf(ChainException.class).hasMessageContaining("can't force");
        store.close();
        assertThat(disk.forces).isEqualTo(forces);
    }

    @Test
    void failedWritePoisons() throws ChainException {
        ChainStore store = open(directory);
        disk.failWrites = true;
        assertThatThrownBy(() -> store.write(List.of(new Durable.Appended(one))))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("00000001.seg").hasMessageContaining("No space left");
        disk.failWrites = false;
        assertThatThrownBy(store::force).isInstanceOf(ChainException.class);
        store.close();
        try (ChainStore again = open(directory)) {
            assertThat(again.tip()).isZero();
        }
    }

    @Test
    void recordThatDoesNotFitIsABrokenInvariant() throws ChainException {
        ChainStore store = open(directory);
        assertThatThrownBy(() -> store.write(List.of(new Durable.Appended(two))))
                .isInstanceOf(BrokenInvariant.class);
        assertThatThrownBy(store::force).isInstanceOf(ChainException.class);
        store.close();
        try (ChainStore again = open(directory)) {
            fill(again);
            assertThatThrownBy(() -> again.write(List.of(new Durable.Rewound(0))))
                    .isInstanceOf(BrokenInvariant.class).hasMessageContaining("decided 1");
        }
        try (ChainStore again = open(directory)) {
            assertThatThrownBy(() -> again.write(List.of(new Durable.Promised(Ballot.ZERO))))
                    .isInstanceOf(BrokenInvariant.class);
        }
    }

    @Test
    void formatRefusesWhatIsThere() throws Exception {
        assertThatThrownBy(() -> ChainStore.format(directory, IDENTITY))
                .hasMessageContaining("formatted already");
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.writeString(other.resolve("thesis.tex"), "\\begin");
        assertThatThrownBy(() -> ChainStore.format(other, IDENTITY))
                .hasMessageContaining("not empty");
    }

    @Test
    void wrongDirectoriesHaveClearErrors() throws Exception {
        assertThatThrownBy(() -> ChainStore.open(temp.resolve("none"), CLUSTER, 1))
                .isInstanceOf(UnformattedException.class)
                .hasMessageContaining("./ariadne format");
        assertThatThrownBy(() -> ChainStore.open(directory, "phaistos", 1))
                .hasMessageContaining("belongs to cluster knossos");
        assertThatThrownBy(() -> ChainStore.open(directory, CLUSTER, 2))
                .hasMessageContaining("belongs to member 1");
        Path identity = directory.resolve(IdentityFile.NAME);
        String text = Files.readString(identity);
        String body = text.substring(text.indexOf('\n') + 1, text.indexOf("crc32c"))
                .replace("format=2", "format=3");
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(identity, text.substring(0, text.indexOf('\n') + 1) + body
                + String.format("crc32c=%08x\n", crc.getValue()));
        assertThatThrownBy(() -> open(directory)).hasMessageContaining("use a newer release");
        Files.writeString(identity, text.replace("name=minos", "name=minas"));
        assertThatThrownBy(() -> open(directory)).isInstanceOf(LostVotesException.class)
                .hasMessageContaining("damaged");
        Files.delete(identity);
        assertThatThrownBy(() -> open(directory)).isInstanceOf(LostVotesException.class)
                .hasMessageContaining("it is missing");
    }

    @Test
    void identityIsChecked() {
        assertThatThrownBy(() -> Identity.of("a b", 1, Map.of(1, "x")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cluster id");
        assertThat(new Identity("ab", 2, "y", new TreeMap<>(Map.of(1, "x"))).joins()).isTrue();
        assertThatThrownBy(() -> Identity.of("ab", 2, Map.of(1, "x")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("member 2");
    }
}
