package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The power is cut at every file operation of a recovery that has damage to deal with. */
class MendingCutTest {
    private static final Path HERE = Path.of("/data");
    private static final int SEGMENT = 7_000;
    private static final Ballot LAST = ChainTest.ballot(9);

    private final Random random = new Random(7);
    private final MemoryVolume original = new MemoryVolume();
    private final List<Block> blocks = new ArrayList<>();
    private ChainTest.State state;

    private static ChainStore open(MemoryVolume volume) throws ChainException {
        return ChainStore.open(volume, HERE, ChainTest.CLUSTER, 1, SEGMENT);
    }

    private static Path segment(int number) {
        return Layout.segment(HERE, number);
    }

    @BeforeEach
    void fill() throws Exception {
        ChainStore.format(original, HERE, ChainTest.IDENTITY);
        try (ChainStore store = open(original)) {
            Hash parent = ChainTest.GENESIS;
            for (int height = 1; height <= 30; height++) {
                Block block = ChainTest.block(height, parent, "x".repeat(300));
                blocks.add(block);
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block), new Durable.Decided(height - 1)));
                store.force();
            }
            // The only place of these ballots is the last segment.
            store.write(List.of(new Durable.Promised(LAST), new Durable.Accepted(LAST)));
            store.force();
            state = ChainTest.State.of(store);
            assertThat(store.segments()).isGreaterThan(3);
        }
    }

    private void mend(ChainStore store) throws ChainException {
        while (!store.whole()) {
            Missing missing = store.missing().getLast();
            assertThat(store.mend(blocks.get((int) missing.height() - 1))).isTrue();
        }
    }

    private interface Damaging {
        void of(MemoryVolume volume) throws Exception;
    }

    private interface Work {
        void with(ChainStore store) throws ChainException;
    }

    /** Cuts the power at each operation, and hands over what a whole recovery finds then. */
    private int atEachOperation(Damaging damaging, Work work, Work check) throws Exception {
        MemoryVolume damaged = original.copy();
        damaging.of(damaged);
        for (int cut = 0;; cut++) {
            MemoryVolume volume = damaged.copy();
            volume.operationsLeft = cut;
            boolean done = false;
            try (ChainStore store = open(volume)) {
                work.with(store);
                done = true;
            } catch (ChainException e) {
                assertThat(e).as("cut at %d", cut).hasStackTraceContaining("PowerCut");
            }
            if (!done || volume.operationsLeft == 0) {
                volume = volume.afterPowerCut(random);
            }
            volume.operationsLeft = Integer.MAX_VALUE;
            try (ChainStore store = open(volume)) {
                work.with(store);
                check.with(store);
            }
            try (ChainStore store = open(volume)) {
                assertThat(store.recovery().damages()).as("cut at %d", cut).isEmpty();
                check.with(store);
            }
            if (done) {
                return cut;
            }
        }
    }

    @Test
    void whileBlocksComeBack() throws Exception {
        int cuts = atEachOperation(volume -> {
            for (int number = 1; number <= 2; number++) {
                byte[] content = volume.bytes(segment(number)).clone();
                Arrays.fill(content, 5_000, 6_500, (byte) 1);
                content[20] ^= 1;
                volume.damage(segment(number), content);
            }
        }, this::mend, store -> {
            assertThat(store.doubtful()).isFalse();
            assertThat(ChainTest.State.of(store)).isEqualTo(state);
        });
        assertThat(cuts).isGreaterThan(8);
    }

    @Test
    void whileAMissingFileIsMadeAnew() throws Exception {
        int cuts = atEachOperation(volume -> volume.delete(segment(2)), this::mend, store -> {
            assertThat(store.doubtful()).isFalse();
            assertThat(ChainTest.State.of(store)).isEqualTo(state);
        });
        assertThat(cuts).isGreaterThan(5);
    }

    /** The ballots stand only in what is cut off, and must outlive that. */
    @Test
    void whileBlocksThatNobodyHasAreCutOff() throws Exception {
        int cuts = atEachOperation(volume -> {
            byte[] content = volume.bytes(segment(2)).clone();
            Arrays.fill(content, 5_000, 6_500, (byte) 1);
            volume.damage(segment(2), content);
        }, ChainStore::giveUp, store -> {
            assertThat(store.doubtful()).isTrue();
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(LAST);
            assertThat(store.saved(MEMBERS).accepted()).isEqualTo(LAST);
            assertThat(store.tip()).isBetween(3L, 20L);
            for (long height = 1; height <= store.tip(); height++) {
                assertThat(store.block(height)).isEqualTo(blocks.get((int) height - 1));
            }
        });
        assertThat(cuts).isGreaterThan(15);
    }

    /** A log that doubts already says the doubt and the ballots again when more of it goes. */
    @Test
    void whileMoreOfADoubtfulLogIsCutOff() throws Exception {
        Ballot next = ChainTest.ballot(12);
        int cuts = atEachOperation(volume -> {
            byte[] content = volume.bytes(segment(2)).clone();
            Arrays.fill(content, 5_000, 6_500, (byte) 1);
            volume.damage(segment(2), content);
            int number;
            try (ChainStore store = open(volume)) {
                store.giveUp();
                store.write(List.of(new Durable.Appended(blocks.get((int) store.tip()))));
                number = store.segments();
                store.force();
                store.write(List.of(new Durable.Promised(next), new Durable.Accepted(next)));
                store.force();
            }
            content = volume.bytes(segment(number)).clone();
            Arrays.fill(content, Layout.startBytes(2) + 200, Layout.startBytes(2) + 220, (byte) 1);
            volume.damage(segment(number), content);
        }, ChainStore::giveUp, store -> {
            assertThat(store.doubtful()).isTrue();
            assertThat(store.saved(MEMBERS).promised()).isEqualTo(next);
            assertThat(store.saved(MEMBERS).accepted()).isEqualTo(next);
        });
        assertThat(cuts).isGreaterThan(15);
    }

    @Test
    void whileNothingIsLeftAtAll() throws Exception {
        int cuts = atEachOperation(volume -> volume.delete(segment(1)), ChainStore::giveUp,
                store -> {
                    assertThat(store.doubtful()).isTrue();
                    assertThat(store.saved(MEMBERS).promised()).isEqualTo(LAST);
                    assertThat(store.tip()).isZero();
                });
        assertThat(cuts).isGreaterThan(10);
    }

    /** The doubt stands until the record that ends it is forced, and never comes back then. */
    @Test
    void whileTheDoubtEnds() throws Exception {
        MemoryVolume doubtful = original.copy();
        byte[] content = doubtful.bytes(segment(2)).clone();
        Arrays.fill(content, 5_000, 6_500, (byte) 1);
        doubtful.damage(segment(2), content);
        try (ChainStore store = open(doubtful)) {
            store.giveUp();
        }
        int ended = 0;
        for (int cut = 0; cut < 30; cut++) {
            MemoryVolume volume = doubtful.copy();
            volume.operationsLeft = cut;
            boolean forced = false;
            try (ChainStore store = open(volume)) {
                store.write(List.of(new Durable.Appended(blocks.get((int) store.tip()))));
                store.sound();
                store.force();
                forced = true;
            } catch (ChainException e) {
                assertThat(e).hasStackTraceContaining("PowerCut");
            }
            volume = volume.afterPowerCut(random);
            volume.operationsLeft = Integer.MAX_VALUE;
            try (ChainStore store = open(volume)) {
                if (forced) {
                    assertThat(store.doubtful()).isFalse();
                    ended++;
                } else {
                    assertThat(store.doubtful() || store.tip() > 5).isTrue();
                }
            }
        }
        assertThat(ended).isBetween(5, 28);
    }
}
