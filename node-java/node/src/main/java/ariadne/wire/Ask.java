package ariadne.wire;

import ariadne.kv.Bytes;
import ariadne.kv.OperationId;

/** What a client may ask of any node. */
public sealed interface Ask {
    /**
     * Brings a transaction into the chain. Answered by {@link Answer.Judged}.
     *
     * @param transaction the bytes that stand in the block, see {@link Transactions}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Write(byte[] transaction) implements Ask {}

    /** A linearizable read. Answered by {@link Answer.Value}. */
    record Get(Bytes key) implements Ask {}

    /** What came of an operation. Answered by {@link Answer.Found}. */
    record Lookup(OperationId id) implements Ask {}

    /**
     * Decided blocks, lowest first. Answered by {@link Answer.ChainPart}.
     *
     * @param fromHeight of the first block wanted, 1 or more
     * @param maxBytes of transactions wanted; one block comes whatever its size
     */
    record Blocks(long fromHeight, int maxBytes) implements Ask {}

    /**
     * A part of a snapshot's file. Answered by {@link Answer.SnapshotPart}.
     *
     * @param height of the snapshot that was begun, 0 for the newest
     * @param offset of the first byte wanted
     * @param maxBytes wanted
     */
    record Snapshot(long height, long offset, int maxBytes) implements Ask {}

    /** Answered by {@link Answer.StatusReport}. */
    record Status() implements Ask {}

    /** Asks the node to stand for election. Answered by {@link Answer.Nominated}. */
    record Nominate() implements Ask {}

    /** Who the members are, as this node knows. Answered by {@link Answer.Members}. */
    record Members() implements Ask {}

    /**
     * Asks the leader to change the members by one. Answered by {@link Answer.Judged}, after the
     * new members have taken over, with {@link ariadne.kv.Result.Changed}.
     *
     * @param nonce chosen by whoever asks, at random
     * @param name of the member
     * @param address HOST:PORT of one that comes; empty when one goes
     */
    record Change(long nonce, Kind kind, String name, String address) implements Ask {
        /** What becomes of the member: a replaced one comes back empty, under a new id. */
        public enum Kind { ADD, REMOVE, REPLACE }
    }
}
