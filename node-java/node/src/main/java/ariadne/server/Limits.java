package ariadne.server;

import ariadne.wire.WireLimits;

/**
 * Every limit of a node, in one place.
 *
 * @param wire what a frame, a key, a value and a block may hold
 * @param blockBytes most bytes of transactions in a block, save for a single larger one
 * @param windowBlocks most undecided blocks in flight
 * @param messageBytes most bytes of blocks in a message between peers, save for one larger one
 * @param queuedProposals most transactions that wait for a place in a block
 * @param waitingRequests most requests that wait for an answer
 * @param connections most connections taken
 * @param linkQueueBytes most bytes that wait on one connection
 * @param strangersBytes most bytes that the connections of all clients hold together
 * @param queuedBytes most bytes of the transactions that wait for a place in a block
 * @param catchUpBlocks that another node may be ahead before decided blocks are fetched from it;
 *     twice as many stay in the log below the decided height
 * @param answerMillis after which a request without an answer is told that its fate is unknown
 */
public record Limits(WireLimits wire, long blockBytes, int windowBlocks, long messageBytes,
        int queuedProposals, int waitingRequests, int connections, int linkQueueBytes,
        long strangersBytes, long queuedBytes, int catchUpBlocks, long answerMillis) {
    /** What a node uses. */
    public static final Limits STANDARD = new Limits(WireLimits.STANDARD, 1 << 20, 16, 2 << 20,
            16_384, 65_536, 4_096, 64 << 20, 64 << 20, 64 << 20, 2_000,
            10_000);

    public Limits {
        if (messageBytes + 2 * blockBytes > wire.frameBytes()
                || wire.transactionBytes() > 2 * blockBytes || linkQueueBytes < wire.frameBytes()
                || wire.blockTransactions() > 1 << 16 || strangersBytes < wire.frameBytes()
                || queuedBytes < wire.transactionBytes()) {
            throw new IllegalArgumentException("limits that do not fit into each other: " + this);
        }
    }
}
