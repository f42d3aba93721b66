package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a store, each ended by a power cut at a random file operation: while it writes,
 * rolls over, writes a snapshot, compacts, recovers or mends. What was forced is found again.
 */
class PowerCutTest {
    private static final Path HERE = Path.of("/data");
    private static final int LIVES = 600;
    private static final int SEGMENT = 7_000;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    /** What must be found, and what is written since. */
    private Known forced = new Known(Ballot.ZERO, Ballot.ZERO, 0, 0, ChainTest.GENESIS);
    private final List<Known> possible = new ArrayList<>();
    private Known now = forced;

    private record Known(Ballot promised, Ballot accepted, long decided, long tip, Hash hash) {}

    private Known of(ChainStore store) throws ChainException {
        Known known = new Known(store.saved(MEMBERS).promised(), store.saved(MEMBERS).accepted(),
                store.decided(), store.tip(), store.hash(store.tip()));
        for (long height = store.start(); height <= store.tip(); height++) {
            assertThat(store.block(height)).isEqualTo(blocks.get(height));
        }
        return known;
    }

    @Test
    void whatWasForcedIsFoundAgain() throws Exception {
        System.out.println("PowerCutTest: replay with -Dseed=" + seed);
        MemoryVolume volume = new MemoryVolume();
        ChainStore.format(volume, HERE, ChainTest.IDENTITY);
        int cuts = 0;
        int compacted = 0;
        for (int life = 0; life < LIVES; life++) {
            volume.operationsLeft = random.nextInt(3) == 0 ? random.nextInt(12)
                    : random.nextInt(90);
            try (ChainStore store = ChainStore.open(volume, HERE, ChainTest.CLUSTER, 1, SEGMENT)) {
                found(store, life);
                compacted += live(store);
            } catch (ChainException | IOException e) {
                cuts += cutBy(e) ? 1 : 0;
            }
            volume = volume.afterPowerCut(random);
        }
        assertThat(cuts).isGreaterThan(LIVES / 2);
        assertThat(compacted).isGreaterThan(LIVES / 100);
    }

    private boolean cutBy(Throwable e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof MemoryVolume.PowerCut)) {
            cause = cause.getCause();
        }
        assertThat(cause).as("seed %d: %s", seed, e).isNotNull();
        return true;
    }

    private void found(ChainStore store, int life) throws ChainException {
        assertThat(store.whole()).as("life %d of seed %d", life, seed).isTrue();
        assertThat(store.doubtful()).as("life %d of seed %d", life, seed).isFalse();
        assertThat(store.recovery().damages()).as("life %d of seed %d", life, seed).isEmpty();
        Known found = of(store);
        Snapshot snapshot = store.recovery().snapshot();
        if (snapshot != null) {
            assertThat(store.start() - 1).isLessThanOrEqualTo(snapshot.height());
            assertThat(blocks.get(snapshot.height()).hash()).isEqualTo(snapshot.hash());
            possible.replaceAll(known -> atLeast(known, snapshot.height()));
            forced = atLeast(forced, snapshot.height());
        }
        possible.add(forced);
        assertThat(possible).as("life %d of seed %d", life, seed).contains(found);
        forced(found);
    }

    /** A snapshot says that its height was decided. */
    private static Known atLeast(Known known, long decided) {
        return new Known(known.promised, known.accepted, Math.max(known.decided, decided),
                known.tip, known.hash);
    }

    private void forced(Known known) {
        forced = known;
        now = known;
        possible.clear();
        blocks.tailMap(known.tip, false).clear();
    }

    private int live(ChainStore store) throws ChainException, IOException {
        int compacted = 0;
        for (int batch = random.nextInt(9); batch >= 0; batch--) {
            List<Durable> records = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                next(records);
            }
            store.write(records);
            if (random.nextInt(4) > 0) {
                store.force();
                forced(now);
                compacted += outside(store);
            }
        }
        return compacted;
    }

    /** What is done beside the log, over what was forced. */
    private int outside(ChainStore store) throws ChainException, IOException {
        long height = store.decided();
        if (random.nextInt(6) == 0 && height > 0 && height >= store.start()) {
            try (SnapshotWriter writer = store.snapshots().write(
                    height, store.hash(height), new byte[3])) {
                writer.write(new byte[random.nextInt(1000)]);
                writer.publish();
            }
            store.snapshots().keep(2);
        }
        if (random.nextInt(6) > 0) {
            return 0;
        }
        Removal removal = store.compact(height - random.nextInt(20), random.nextBoolean());
        removal.run();
        return removal.count();
    }

    /** Rewinds replace blocks that are not decided, so a block's height names it at one time. */
    private void next(List<Durable> records) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            Ballot ballot = new Ballot(0, now.promised.round() + 1, 1 + random.nextInt(3));
            now = new Known(ballot, now.accepted, now.decided, now.tip, now.hash);
            records.add(new Durable.Promised(ballot));
        } else if (kind == 1) {
            now = new Known(now.promised, now.promised, now.decided, now.tip, now.hash);
            records.add(new Durable.Accepted(now.promised));
        } else if (kind <= 5 && now.tip > now.decided) {
            long decided = now.decided + 1 + random.nextInt((int) (now.tip - now.decided));
            now = new Known(now.promised, now.accepted, decided, now.tip, now.hash);
            records.add(new Durable.Decided(decided));
        } else {
            Block block = ChainTest.randomBlock(now.tip + 1, now.hash, random);
            blocks.put(block.height(), block);
            now = new Known(now.promised, now.accepted, now.decided, block.height(),
                    block.hash());
            records.add(new Durable.Appended(block));
        }
        possible.add(now);
    }
}
