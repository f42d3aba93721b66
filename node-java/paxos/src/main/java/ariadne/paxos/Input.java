package ariadne.paxos;

import java.util.List;

/** Everything that can happen to a replica. */
public sealed interface Input {
    /** One tick of the node's monotonic clock. */
    record Tick() implements Input {}

    /** A message from a peer. */
    record Received(int from, Message message) implements Input {}

    /** Every record persisted so far is on disk. */
    record Forced() implements Input {}

    /**
     * Transactions for the next block; taken by a leader with room, else {@link Note.NotTaken}.
     */
    record Propose(List<byte[]> transactions) implements Input {}

    /**
     * A linearizable read wants the height to be served at.
     *
     * @param id chosen by the node, unique over all its lives: an answer may be that late
     */
    record Read(long id) implements Input {}

    /** Somebody wants this node to stand for election now. */
    record Nominate() implements Input {}

    /** Decided blocks from another node, lowest first, each on top of the one before. */
    record Learned(List<Block> blocks) implements Input {}

    /**
     * A snapshot of a decided state was received, and is on disk.
     *
     * @param hash of the block at that height
     * @param membership after it
     */
    record Installed(long height, Hash hash, Membership membership) implements Input {}

    /** The connection to a peer broke: perhaps its process is no more. */
    record Disconnected(int peer) implements Input {}

    /** The connection to a peer was made anew: what was sent before may be lost. */
    record Reconnected(int peer) implements Input {}
}
