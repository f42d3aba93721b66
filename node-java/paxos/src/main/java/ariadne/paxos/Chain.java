package ariadne.paxos;

import static ariadne.paxos.BrokenInvariant.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The chain of one acceptor: blocks above {@code base} in memory, older ones, all decided, in the
 * archive. Every change of it is an effect.
 */
final class Chain {
    /** Decided blocks kept in memory, so that a follower that lags a little costs no disk read. */
    private static final int KEPT_BLOCKS = 512;

    private final Archive archive;
    private final Effects out;
    private final List<Block> blocks;
    private long base;
    private Hash baseHash;
    private long decided;

    Chain(Saved saved, Archive archive, Effects out) {
        this.archive = archive;
        this.out = out;
        this.base = saved.decided();
        this.baseHash = saved.baseHash();
        this.decided = saved.decided();
        this.blocks = new ArrayList<>();
        for (Block block : saved.suffix()) {
            link(block);
        }
    }

    Chain(Chain other, Effects out) {
        this.archive = other.archive;
        this.out = out;
        this.base = other.base;
        this.baseHash = other.baseHash;
        this.decided = other.decided;
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

    /** The block at a height between 1 and the tip. */
    Block at(long height) {
        check(height >= 1 && height <= tip(), "no block %d below tip %d", height, tip());
        return height > base ? blocks.get((int) (height - base - 1)) : archive.block(height);
    }

    Hash hashAt(long height) {
        check(height >= 0 && height <= tip(), "no hash %d below tip %d", height, tip());
        if (height > base) {
            return blocks.get((int) (height - base - 1)).hash();
        }
        return height == base ? baseHash : archive.block(height + 1).parent();
    }

    boolean holds(long height, Hash hash) {
        return height >= 0 && height <= tip() && hashAt(height).equals(hash);
    }

    /**
     * Blocks above {@code from}: at least one when there is one, then as many as the bytes allow.
     */
    List<Block> above(long from, long maxBytes) {
        List<Block> part = new ArrayList<>();
        long size = 0;
        for (long height = from + 1; height <= tip(); height++) {
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

    void decide(long height) {
        check(height <= tip(), "decided %d above the tip %d", height, tip());
        if (height <= decided) {
            return;
        }
        for (long h = decided + 1; h <= height; h++) {
            out.decide(at(h));
        }
        decided = height;
        out.persist(new Durable.Decided(height));
    }

    /** Lets go of old decided blocks; all of them must be in the archive, thus forced. */
    void trim() {
        if (decided - base >= 2 * KEPT_BLOCKS) {
            long newBase = decided - KEPT_BLOCKS;
            baseHash = hashAt(newBase);
            blocks.subList(0, (int) (newBase - base)).clear();
            base = newBase;
        }
    }
}
