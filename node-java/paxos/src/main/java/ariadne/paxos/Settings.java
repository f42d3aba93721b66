package ariadne.paxos;

/**
 * What a replica is told at birth.
 *
 * @param self this node's id, 1 or more
 * @param heartbeatTicks between two heartbeats
 * @param electionTicks without an answer after which a peer no longer counts as a neighbour
 * @param windowBlocks undecided blocks that a leader keeps in flight
 * @param blockTransactions that one block carries at most
 * @param blockBytes of transactions that one block carries at most
 * @param messageBytes of blocks that one message carries at most, save for its first block
 * @param catchUpBlocks that another node may be ahead in decided blocks before they are fetched
 *     from it; at least twice as many always stand in the log below the decided height
 */
public record Settings(int self, int heartbeatTicks, int electionTicks, int windowBlocks,
        int blockTransactions, long blockBytes, long messageBytes, int catchUpBlocks) {
    public Settings {
        BrokenInvariant.check(self > 0, "ids start at 1: %d", self);
        BrokenInvariant.check(heartbeatTicks > 0 && electionTicks > heartbeatTicks,
                "heartbeat %d, election %d", heartbeatTicks, electionTicks);
        BrokenInvariant.check(windowBlocks > 0 && blockTransactions > 0 && blockBytes > 0
                && messageBytes > 0 && catchUpBlocks > 0, "limits must be positive");
    }
}
