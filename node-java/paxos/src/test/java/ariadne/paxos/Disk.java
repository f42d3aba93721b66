package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/**
 * What one node's disk holds: what was forced, nothing else.
 *
 * @param base the snapshot below the chain; null for the genesis
 * @param chain the blocks above it
 * @param doubt 0, or the number of this life since the damage
 */
record Disk(Ballot promised, Ballot accepted, Base base, List<Block> chain, long decided,
        long vouched, int doubt) {
    /** The last block in a snapshot, and who votes after it. */
    record Base(long height, Hash hash, Membership membership) {}

    static final Disk EMPTY = new Disk(Ballot.ZERO, Ballot.ZERO, List.of(), 0);

    /** Of what is decided, nothing is known to be decided by what was accepted here. */
    Disk(Ballot promised, Ballot accepted, List<Block> chain, long decided) {
        this(promised, accepted, null, chain, decided, 0, 0);
    }

    Disk with(Durable durable) {
        return with(durable, Bench.FIRST);
    }

    /** One record more; {@code now} votes after it. */
    Disk with(Durable durable, Membership now) {
        return switch (durable) {
            case Durable.Promised p ->
                new Disk(p.ballot(), accepted, base, chain, decided, vouched, doubt);
            case Durable.Accepted a ->
                new Disk(promised, a.ballot(), base, chain, decided, vouched, doubt);
            case Durable.Rewound r -> holding(chain.subList(0, (int) (r.height() - baseHeight())));
            case Durable.Decided d ->
                new Disk(promised, accepted, base, chain, d.height(), d.height(), doubt);
            case Durable.Learned d ->
                new Disk(promised, accepted, base, chain, d.height(), vouched, doubt);
            case Durable.Installed i -> new Disk(promised, accepted,
                    new Base(i.height(), i.hash(), now), List.of(), i.height(), vouched, doubt);
            case Durable.Sound s -> doubting(0);
            case Durable.Appended a -> {
                BrokenInvariant.check(a.block().height() == tip() + 1
                        && a.block().parent().equals(hashAt(tip())), "a gap on the disk");
                List<Block> longer = new ArrayList<>(chain);
                longer.add(a.block());
                yield holding(longer);
            }
        };
    }

    private Disk holding(List<Block> blocks) {
        return new Disk(promised, accepted, base, List.copyOf(blocks), decided, vouched, doubt);
    }

    Disk with(List<Durable> records, Membership now) {
        Disk disk = this;
        for (Durable record : records) {
            disk = disk.with(record, now);
        }
        return disk;
    }

    Disk doubting(int life) {
        return new Disk(promised, accepted, base, chain, decided, vouched, life);
    }

    /** The blocks above a height are lost, and what told that they were decided. */
    Disk cut(long height) {
        return new Disk(promised, accepted, base,
                List.copyOf(chain.subList(0, (int) (height - baseHeight()))),
                Math.min(decided, height), Math.min(vouched, height), doubt);
    }

    long baseHeight() {
        return base == null ? 0 : base.height();
    }

    long tip() {
        return baseHeight() + chain.size();
    }

    Hash hashAt(long height) {
        if (height > baseHeight()) {
            return block(height).hash();
        }
        return base == null ? Hash.ZERO : base.hash();
    }

    private Block block(long height) {
        return chain.get((int) (height - baseHeight() - 1));
    }

    /** For a cluster that began with these members. */
    Saved saved(Membership first) {
        Membership membership = base == null ? first : base.membership();
        for (Block block : chain.subList(0, (int) (decided - baseHeight()))) {
            List<Integer> next = new Changes().next(block);
            if (!next.isEmpty()) {
                membership = new Membership(membership.era() + 1, next, block.height());
            }
        }
        return saved(membership, doubt > 0);
    }

    Saved saved(Membership membership, boolean doubtful) {
        return new Saved(promised, accepted, decided, vouched, hashAt(decided),
                chain.subList((int) (decided - baseHeight()), chain.size()), membership, doubtful);
    }

    Archive archive() {
        return new Archive() {
            @Override
            public Block block(long height) {
                return Disk.this.block(height);
            }

            @Override
            public long start() {
                return baseHeight() + 1;
            }
        };
    }
}
