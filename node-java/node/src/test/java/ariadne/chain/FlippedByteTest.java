package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Saved;
import ariadne.paxos.Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One byte at every place of every file: nothing is lost, and what had to be done is told. */
class FlippedByteTest {
    private static final Path HERE = Path.of("/data");
    private static final int SEGMENT = 6_000;

    private final MemoryVolume original = new MemoryVolume();
    private final List<Block> blocks = new ArrayList<>();
    private ChainTest.State state;
    private final TreeMap<String, Integer> outcomes = new TreeMap<>();

    private ChainStore open(MemoryVolume volume) throws ChainException {
        return ChainStore.open(volume, HERE, ChainTest.CLUSTER, 1, SEGMENT);
    }

    private void fill() throws Exception {
        ChainStore.format(original, HERE, ChainTest.IDENTITY);
        try (ChainStore store = open(original)) {
            store.write(List.of(new Durable.Promised(ChainTest.ballot(1)),
                    new Durable.Accepted(ChainTest.ballot(1))));
            store.force();
            Hash parent = ChainTest.GENESIS;
            for (int height = 1; height <= 9; height++) {
                Block block = ChainTest.block(height, parent, "transaction " + height, "more");
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block)));
                store.force();
                if (height == 4) {
                    // A block that is replaced: damaged, nobody needs it.
                    store.write(List.of(new Durable.Rewound(3)));
                    block = ChainTest.block(4, store.hash(3), "replaced");
                    parent = block.hash();
                    store.write(List.of(new Durable.Appended(block),
                            new Durable.Promised(ChainTest.ballot(2)),
                            new Durable.Accepted(ChainTest.ballot(2))));
                    store.force();
                }
                blocks.add(block);
                store.write(List.of(new Durable.Decided(height - 1)));
            }
            store.force();
            for (int height : new int[] {3, 6}) {
                try (SnapshotWriter writer = store.snapshots().write(
                        height, store.hash(height), new byte[] {7})) {
                    writer.write(new byte[300 * height]);
                    writer.publish();
                }
            }
            store.force();
            state = ChainTest.State.of(store);
        }
    }

    @Test
    void isMendedWhereverItIs() throws Exception {
        fill();
        for (Path file : original.files()) {
            byte[] content = original.bytes(file);
            for (int at = 0; at < content.length; at += Fill.inFiller(content, at) ? 61 : 1) {
                MemoryVolume volume = original.copy();
                byte[] flipped = content.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                volume.damage(file, flipped);
                String kind = file.toString().replaceAll(".*\\.", "");
                String outcome = kind + " " + outcome(volume, file, at);
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("properties lost",
                "seg copy", "seg mended by 0", "seg mended by 1", "seg whole", "snap told");
    }

    private String outcome(MemoryVolume volume, Path file, int at) throws ChainException {
        String where = file + " byte " + at;
        String outcome;
        try (ChainStore store = open(volume)) {
            int mended = 0;
            while (!store.whole()) {
                Missing missing = store.missing().getLast();
                assertThat(store.mend(blocks.get((int) missing.height() - 1))).as(where).isTrue();
                mended++;
            }
            assertThat(store.doubtful()).as(where).isFalse();
            same(store.saved(MEMBERS), where);
            for (long height = store.start(); height <= store.tip(); height++) {
                assertThat(store.block(height)).isEqualTo(blocks.get((int) height - 1));
            }
            List<Damage> damages = store.recovery().damages();
            damages.forEach(d -> {
                assertThat(d.file()).as(where).isEqualTo(file);
                assertThat(d.offsetBytes()).as(where).isLessThanOrEqualTo(at);
            });
            boolean snapshot = file.toString().endsWith(".snap");
            outcome = snapshot ? damages.size() == 1 ? "told" : "untold"
                    : !damages.isEmpty() ? "mended by " + mended
                    : store.recovery().damagedCopies() > 0 ? "copy" : "whole";
            assertThat(store.snapshots().sound()).hasSize(snapshot ? 1 : 2);
        } catch (LostVotesException e) {
            assertThat(e).as(where).hasMessageContaining(file.toString());
            return "lost";
        }
        try (ChainStore again = open(volume)) {
            assertThat(again.whole()).as(where).isTrue();
            same(again.saved(MEMBERS), where);
            assertThat(again.recovery().damagedCopies()).as(where).isZero();
        }
        return outcome;
    }

    /** Who decided a block is told by one record alone; not to know it is harmless. */
    private void same(Saved saved, String where) {
        Saved all = state.saved();
        assertThat(saved.vouched()).as(where).isBetween(all.vouched() - 1, all.vouched());
        assertThat(new Saved(saved.promised(), saved.accepted(), saved.decided(), all.vouched(),
                saved.baseHash(), saved.suffix(), saved.membership(), saved.doubtful()))
                .as(where).isEqualTo(all);
    }
}
