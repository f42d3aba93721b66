package ariadne.paxos;

import static ariadne.paxos.BrokenInvariant.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The chain of one acceptor: blocks above {@code base} in memory, older ones, all decided, in the
 * archive; below {@code start} they are compacted. Every change of it is an effect. Its decided
 * part says who votes.
 */
final class Chain {
    /** Decided blocks kept in memory, so that a follower that lags a little costs no disk read. */
    private static final int KEPT_BLOCKS = 512;

    /** Large blocks are let go of before that many are held. */
    private static final long KEPT_BYTES = 512 << 10;

    private final Archive archive;
    private final Effects out;
    private final List<Block> blocks;
    private final Stops stops;
    private Membership membership;
    /** Nothing below is held, whatever the archive has. */
    private long floor = 1;
    private long base;
    private Hash baseHash;
    private long decided;
    /** Of the decided blocks in memory. */
    private long decidedBytes;
    private long vouched;

    Chain(Saved saved, Archive archive, Stops stops, Effects out) {
        this.archive = archive;
        this.stops = stops;
        this.membership = saved.membership();
        this.out = out;
        this.base = saved.decided();
        this.baseHash = saved.baseHash();
        this.decided = saved.decided();
        this.vouched = saved.vouched();
        this.blocks = new ArrayList<>();
        for (Block block : saved.suffix()) {
            link(block);
        }
    }

    Chain(Chain other, Effects out) {
        this.archive = other.archive;
        this.stops = other.stops;
        this.membership = other.membership;
        this.floor = other.floor;
        this.out = out;
        this.base = other.base;
        this.baseHash = other.baseHash;
        this.decided = other.decided;
        this.decidedBytes = other.decidedBytes;
        this.vouched = other.vouched;
        this.blocks = new ArrayList<>(other.blocks);
    }

    long tip() {
        return base + blocks.size();
    }

    Hash tipHash() {
        return blocks.isEmpty() ? baseHash : blocks.getLast().hash();
    }

    long decided() {
        return decided;
    }

    /**
     * Decided up to here by what this node accepted; what is decided above was learned, maybe
     * under ballots that this node never took part in.
     */
    long vouched() {
        return vouched;
    }

    /** Who votes after the decided part. */
    Membership membership() {
        return membership;
    }

    /** Lowest height of which the block is held; one above the tip when none is. */
    long start() {
        return Math.max(floor, Math.min(base + 1, archive.start()));
    }

    /** Whether the tip is a stop block that is not decided: nothing goes on top of it. */
    boolean stopping() {
        return tip() > decided && !stops.next(at(tip())).isEmpty();
    }

    /** The block at a height between the start and the tip. */
    Block at(long height) {
        check(height >= start() && height <= tip(), "no block %d below tip %d", height, tip());
        return height > base ? blocks.get((int) (height - base - 1)) : archive.block(height);
    }

    Hash hashAt(long height) {
        check(height >= start() - 1 && height <= tip(), "no hash %d below tip %d", height, tip());
        if (height > base) {
            return blocks.get((int) (height - base - 1)).hash();
        }
        return height == base ? baseHash : archive.block(height + 1).parent();
    }

    boolean holds(long height, Hash hash) {
        return height >= start() - 1 && height <= tip() && hashAt(height).equals(hash);
    }

    /**
     * Blocks above {@code from}: at least one when there is one, then as many as the bytes allow.
     * None when the first of them is compacted.
     */
    List<Block> above(long from, long maxBytes) {
        List<Block> part = new ArrayList<>();
        long size = 0;
        for (long height = from + 1; from + 1 >= start() && height <= tip(); height++) {
            Block block = at(height);
            size += block.sizeBytes() + OVERHEAD_BYTES;
            if (size > maxBytes && !part.isEmpty()) {
                break;
            }
            part.add(block);
        }
        return part;
    }

    /** What a block costs in a message beside its transactions, at most. */
    private static final int OVERHEAD_BYTES = 128;

    void append(Block block) {
        check(!stopping(), "block %s on top of a stop block", block);
        link(block);
        out.persist(new Durable.Appended(block));
    }

    private void link(Block block) {
        check(block.height() == tip() + 1 && block.parent().equals(tipHash()),
                "block %s does not fit on %d:%s", block, tip(), tipHash());
        blocks.add(block);
    }

    /** Cuts the chain back. Decided blocks are never cut. */
    void rewind(long height) {
        if (height == tip()) {
            return;
        }
        check(height >= decided && height < tip(),
                "asked to rewind to %d, decided %d, tip %d", height, decided, tip());
        blocks.subList((int) (height - base), blocks.size()).clear();
        out.persist(new Durable.Rewound(height));
    }

    /** Decided by what this node accepted. */
    void decide(long height) {
        if (height > decided) {
            handOut(height);
            vouched = height;
            out.persist(new Durable.Decided(height));
        }
    }

    /** Decided by what others said. */
    void learn(long height) {
        if (height > decided) {
            handOut(height);
            out.persist(new Durable.Learned(height));
        }
    }

    private void handOut(long height) {
        check(height <= tip(), "decided %d above the tip %d", height, tip());
        for (long h = decided + 1; h <= height; h++) {
            Block block = at(h);
            out.decide(block);
            decidedBytes += block.sizeBytes();
            List<Integer> next = stops.next(block);
            if (!next.isEmpty()) {
                membership = new Membership(membership.era() + 1, next, h);
            }
        }
        decided = height;
    }

    /** A snapshot takes the place of everything up to its height, unless that is held already. */
    void install(long height, Hash hash, Membership after) {
        if (height <= decided) {
            return;
        }
        if (holds(height, hash)) {
            learn(height);
            check(membership.equals(after), "a snapshot with %s, the chain says %s", after,
                    membership);
            return;
        }
        blocks.clear();
        base = height;
        baseHash = hash;
        decided = height;
        decidedBytes = 0;
        floor = height + 1;
        membership = after;
        out.persist(new Durable.Installed(height, hash));
    }

    /** Lets go of old decided blocks; all of them must be in the archive, thus forced. */
    void trim() {
        if (decided - base < 2 * KEPT_BLOCKS && decidedBytes < 2 * KEPT_BYTES) {
            return;
        }
        int count = 0;
        while (decided - base - count > KEPT_BLOCKS || decidedBytes > KEPT_BYTES) {
            decidedBytes -= blocks.get(count++).sizeBytes();
        }
        baseHash = hashAt(base + count);
        blocks.subList(0, count).clear();
        base += count;
    }
}
