package ariadne.simulator.protocol;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which disks have held which block, forced, under which ballot. A block that a sync puts in place
 * counts when the ballot is recorded, not before.
 */
final class Votes {
    private static final class Vote {
        private final Ballot ballot;
        private long nodes;

        Vote(Ballot ballot) {
            this.ballot = ballot;
        }
    }

    private final Map<Hash, List<Vote>> votes = new HashMap<>();

    /** A record came to a forced disk, whose view has it; heights up to {@code settled} rest. */
    void hardened(int node, Durable durable, View view, long settled) {
        if (durable instanceof Durable.Appended r && view.promised().equals(view.accepted())) {
            vote(node, view.accepted(), r.block());
        } else if (durable instanceof Durable.Accepted r) {
            for (long height = settled + 1; height <= view.tip(); height++) {
                vote(node, r.ballot(), view.block(height));
            }
        }
    }

    private void vote(int node, Ballot ballot, Block block) {
        List<Vote> all = votes.computeIfAbsent(block.hash(), hash -> new ArrayList<>(1));
        Vote vote = null;
        for (Vote v : all) {
            if (v.ballot.equals(ballot)) {
                vote = v;
            }
        }
        if (vote == null) {
            vote = new Vote(ballot);
            all.add(vote);
        }
        vote.nodes |= 1L << node;
    }

    /** The most disks that have held the block under one ballot. */
    int most(Block block) {
        int most = 0;
        for (Vote vote : votes.getOrDefault(block.hash(), List.of())) {
            most = Math.max(most, Long.bitCount(vote.nodes));
        }
        return most;
    }
}
