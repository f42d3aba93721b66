package ariadne.paxos;

import java.util.List;

/**
 * What a replica is told at birth.
 *
 * @param self this node's id, one of {@code members}
 * @param members ids of all nodes, 1 or more each
 * @param heartbeatTicks between two heartbeats
 * @param electionTicks without an answer after which a peer no longer counts as a neighbour
 * @param windowBlocks undecided blocks that a leader keeps in flight
 * @param blockTransactions that one block carries at most
 * @param blockBytes of transactions that one block carries at most
 * @param messageBytes of blocks that one message carries at most, save for its first block
 */
public record Settings(int self, List<Integer> members, int heartbeatTicks, int electionTicks,
        int windowBlocks, int blockTransactions, long blockBytes, long messageBytes) {
    public Settings {
        members = members.stream().sorted().distinct().toList();
        BrokenInvariant.check(members.contains(self), "node %d is no member of %s", self, members);
        BrokenInvariant.check(members.getFirst() > 0, "ids start at 1: %s", members);
        BrokenInvariant.check(heartbeatTicks > 0 && electionTicks > heartbeatTicks,
                "heartbeat %d, election %d", heartbeatTicks, electionTicks);
        BrokenInvariant.check(windowBlocks > 0 && blockTransactions > 0 && blockBytes > 0
                && messageBytes > 0, "limits must be positive");
    }

    /** How many nodes are a majority. */
    public int majority() {
        return members.size() / 2 + 1;
    }
}
