package ariadne.paxos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The oracle over any number of nodes: what the disks say is chosen, and who says otherwise. */
final class Judge {
    private record Claim(Ballot ballot, long height, Hash hash) {}

    /** Memberships by era. */
    private final Map<Integer, Membership> eras = new HashMap<>();
    private final Map<Claim, Set<Integer>> backers = new HashMap<>();
    private final Map<Long, Hash> chosen = new HashMap<>();
    private final Map<Long, Long> bounds = new HashMap<>();
    private final List<Disk> last = new ArrayList<>();
    private long decided;

    Judge(int nodes, Membership first) {
        eras.put(0, first);
        for (int i = 0; i <= nodes; i++) {
            last.add(Disk.EMPTY);
        }
    }

    /** One record more is forced; see {@link Claims#of} for the disks that back nothing. */
    void forced(int node, Disk disk) {
        Disk before = last.set(node, disk);
        BrokenInvariant.check(!disk.promised().below(before.promised())
                && !disk.accepted().below(before.accepted()), "a ballot of node %d went back",
                        node);
        if (disk.accepted().equals(Ballot.ZERO) || disk.promised().above(disk.accepted())
                || disk.doubt() > 0) {
            return;
        }
        boolean longer = before.accepted().equals(disk.accepted())
                && before.promised().equals(disk.promised())
                && before.base() == disk.base() && before.doubt() == disk.doubt();
        Membership membership = eras.get(disk.accepted().era());
        for (int i = longer ? before.chain().size() : 0; i < disk.chain().size(); i++) {
            Block block = disk.chain().get(i);
            Claim claim = new Claim(disk.accepted(), block.height(), block.hash());
            Set<Integer> nodes = backers.computeIfAbsent(claim, c -> new HashSet<>());
            if (membership.has(node) && nodes.add(node)
                    && nodes.size() == membership.majority()) {
                Hash other = chosen.putIfAbsent(block.height(), block.hash());
                BrokenInvariant.check(other == null || other.equals(block.hash()),
                        "two chosen at %d: %s and %s", block.height(), other, block.hash());
            }
        }
    }

    void decides(int node, Block block) {
        BrokenInvariant.check(block.hash().equals(chosen.get(block.height())),
                "node %d holds %s for decided; it is not chosen", node, block);
        decided = Math.max(decided, block.height());
        Membership last = eras.get(eras.size() - 1);
        List<Integer> next = new Changes().next(block);
        if (!next.isEmpty() && block.height() > last.since()) {
            eras.put(last.era() + 1, new Membership(last.era() + 1, next, block.height()));
        }
    }

    void reads(long id) {
        bounds.put(id, decided);
    }

    void readAt(long id, long height) {
        BrokenInvariant.check(height >= bounds.get(id),
                "stale read at %d, begun when %d was decided",
                height, bounds.get(id));
    }

    /** The newest membership. */
    Membership membership() {
        return eras.get(eras.size() - 1);
    }

    long decided() {
        return decided;
    }
}
