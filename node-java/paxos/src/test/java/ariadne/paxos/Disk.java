package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/** What one node's disk holds: what was forced, nothing else. */
record Disk(Ballot promised, Ballot accepted, List<Block> chain, long decided) {
    static final Disk EMPTY = new Disk(Ballot.ZERO, Ballot.ZERO, List.of(), 0);

    Disk with(Durable durable) {
        return switch (durable) {
            case Durable.Promised p -> new Disk(p.ballot(), accepted, chain, decided);
            case Durable.Accepted a -> new Disk(promised, a.ballot(), chain, decided);
            case Durable.Rewound r -> new Disk(promised, accepted,
                    List.copyOf(chain.subList(0, (int) r.height())), decided);
            case Durable.Decided d -> new Disk(promised, accepted, chain, d.height());
            case Durable.Sound s -> this;
            case Durable.Installed i -> throw new AssertionError(i);
            case Durable.Appended a -> {
                BrokenInvariant.check(a.block().height() == chain.size() + 1
                        && a.block().parent().equals(hashAt(chain.size())), "a gap on the disk");
                List<Block> longer = new ArrayList<>(chain);
                longer.add(a.block());
                yield new Disk(promised, accepted, List.copyOf(longer), decided);
            }
        };
    }

    Disk with(List<Durable> records) {
        Disk disk = this;
        for (Durable record : records) {
            disk = disk.with(record);
        }
        return disk;
    }

    Hash hashAt(int height) {
        return height == 0 ? Hash.ZERO : chain.get(height - 1).hash();
    }

    Saved saved() {
        return saved(Membership.first(List.of(1, 2, 3)), false);
    }

    Saved saved(Membership membership, boolean doubtful) {
        return new Saved(promised, accepted, decided, hashAt((int) decided),
                chain.subList((int) decided, chain.size()), membership, doubtful);
    }

    Archive archive() {
        return height -> chain.get((int) height - 1);
    }
}
