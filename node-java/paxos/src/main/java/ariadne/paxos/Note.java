package ariadne.paxos;

import java.util.List;

/** News for the node around the replica. Nothing of it needs the disk. */
public sealed interface Note {
    /** This node leads and has decided a block of its own ballot. */
    record Leads(Ballot ballot) implements Note {}

    /** This node led or stood under a ballot, and no longer does. */
    record SteppedDown(Ballot ballot, Ballot because) implements Note {}

    /** Another leader is known; {@code leader} 0 when none is. */
    record Follows(int leader) implements Note {}

    /** The proposal entered no block and never will. */
    record NotTaken(List<byte[]> transactions, int leader, String why) implements Note {}

    /** The read may be served once the node has applied this height. */
    record ReadAt(long id, long height) implements Note {}

    /** The node was nominated and cannot stand. */
    record CannotStand(String why) implements Note {}

    /**
     * Another node is far ahead in decided blocks, or of a newer era: they must be fetched from
     * it, and come back as {@link Input.Learned} or {@link Input.Installed}.
     */
    record Behind(int peer, long decided) implements Note {}

    /** A stop block is decided, and the next era begins. */
    record NewEra(Membership membership) implements Note {}

    /** The read got no height; ask again. */
    record ReadLost(long id) implements Note {}
}
