package ariadne.simulator.cluster;

import ariadne.kv.Roster;
import ariadne.paxos.Ballot;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Which disks have held which block, forced, under which ballot. A block that a sync puts in place
 * counts when the ballot is recorded, not before.
 */
final class Votes {
    private static final class Vote {
        final Ballot ballot;
        long nodes;

        Vote(Ballot ballot) {
            this.ballot = ballot;
        }
    }

    /** One disk as it is forced, and what was written since. */
    private static final class Held {
        Ballot promised = Ballot.ZERO;
        Ballot accepted = Ballot.ZERO;
        final List<Hash> chain = new ArrayList<>();
        final List<Durable> unforced = new ArrayList<>();
    }

    private final Held[] disks;
    private final Map<Hash, List<Vote>> votes = new HashMap<>();
    private long settled;

    Votes(int nodes) {
        disks = new Held[nodes + 1];
        for (int id = 1; id <= nodes; id++) {
            disks[id] = new Held();
        }
    }

    /** Heights up to this one need no vote any more. */
    void settled(long height) {
        settled = height;
    }

    void written(int node, List<Durable> records) {
        disks[node].unforced.addAll(records);
    }

    void forced(int node, List<Hash> decided) {
        Held disk = disks[node];
        for (Durable record : disk.unforced) {
            harden(node, disk, record, decided);
        }
        disk.unforced.clear();
    }

    private void harden(int node, Held disk, Durable record, List<Hash> decided) {
        switch (record) {
            case Durable.Promised r -> disk.promised = r.ballot();
            case Durable.Accepted r -> {
                disk.accepted = r.ballot();
                voteForAll(node, disk);
            }
            case Durable.Rewound r ->
                disk.chain.subList((int) r.height(), disk.chain.size()).clear();
            case Durable.Appended r -> {
                disk.chain.add(r.block().hash());
                if (disk.promised.equals(disk.accepted)) {
                    vote(node, disk.accepted, r.block().hash());
                }
            }
            case Durable.Installed r -> {
                disk.chain.clear();
                disk.chain.addAll(decided.subList(0, (int) r.height()));
            }
            default -> { }
        }
    }

    private void voteForAll(int node, Held disk) {
        for (long height = settled + 1; height <= disk.chain.size(); height++) {
            vote(node, disk.accepted, disk.chain.get((int) height - 1));
        }
    }

    /** A node starts: what was read was forced; below it stands what the cluster has decided. */
    void started(int node, Saved saved, List<Hash> decided) {
        Held disk = disks[node];
        disk.unforced.clear();
        disk.chain.clear();
        disk.chain.addAll(decided);
        saved.suffix().forEach(block -> disk.chain.add(block.hash()));
        disk.promised = saved.promised();
        disk.accepted = saved.accepted();
        if (!saved.doubtful()) {
            voteForAll(node, disk);
        }
    }

    private void vote(int node, Ballot ballot, Hash block) {
        List<Vote> all = votes.computeIfAbsent(block, hash -> new ArrayList<>(1));
        Vote vote = null;
        for (Vote each : all) {
            if (each.ballot.equals(ballot)) {
                vote = each;
            }
        }
        if (vote == null) {
            vote = new Vote(ballot);
            all.add(vote);
        }
        vote.nodes |= 1L << node;
    }

    /** Whether a majority of the members of its era has held the block under one ballot. */
    boolean chosen(Hash block, List<Roster> eras) {
        for (Vote vote : votes.getOrDefault(block, List.of())) {
            if (vote.ballot.era() < eras.size()) {
                List<Integer> members = eras.get(vote.ballot.era()).ids();
                long held = members.stream().filter(id -> (vote.nodes >>> id & 1) == 1).count();
                if (held > members.size() / 2) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Ballots and nodes, in words. */
    List<String> of(Hash block) {
        return votes.getOrDefault(block, List.of()).stream().map(vote -> vote.ballot + " by "
                + LongStream.range(1, disks.length).filter(id -> (vote.nodes >>> id & 1) == 1)
                        .boxed().toList()).toList();
    }
}
