package ariadne.wire;

import ariadne.kv.Applied;
import ariadne.kv.Entry;
import ariadne.kv.Roster;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node says to an {@link Ask}. */
public sealed interface Answer {
    /** The transaction was judged, here and for good. */
    record Judged(Applied applied) implements Answer {}

    /**
     * What a key holds.
     *
     * @param height of the last block applied when the read was served: its witness
     */
    record Value(Entry entry, long height) implements Answer {}

    /**
     * What came of an operation.
     *
     * @param applied empty when no answer is kept: not judged so far, or forgotten
     * @param height of the last block applied when this was looked up
     */
    record Found(Optional<Applied> applied, long height) implements Answer {}

    /**
     * A part of the chain.
     *
     * @param decided height up to which the node knows the chain decided
     * @param blocks linked, lowest first; empty when the first one wanted is not decided
     */
    record ChainPart(long decided, List<Block> blocks) implements Answer {
        public ChainPart {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A part of a snapshot's file, with what is known of the whole.
     *
     * @param height of the last block in it
     * @param hash of that block
     * @param members as the file says them, see {@link StateWriter#members}
     * @param sizeBytes of the whole file
     * @param digest SHA-256 of the file
     * @param offset of the first byte of this part
     */
    @SuppressWarnings("ArrayRecordComponent")
    record SnapshotPart(long height, Hash hash, byte[] members, long sizeBytes, Hash digest,
            long offset, byte[] bytes) implements Answer {}

    /**
     * How the node is.
     *
     * @param entries in the order in which to print them
     */
    record StatusReport(Map<String, String> entries) implements Answer {
        public StatusReport {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** Whether the node stands for election now; {@code why} is empty when it does. */
    record Nominated(boolean stands, String why) implements Answer {}

    /**
     * Who the members are.
     *
     * @param now by the chain that this node has applied
     * @param first when the cluster was made, with the addresses of this node's config file
     */
    record Members(Roster now, Roster first) implements Answer {}

    /**
     * What was asked certainly did not happen and will not.
     *
     * @param leaderName of the node to ask next, empty when none is known
     */
    record Refused(Code code, String why, String leaderName) implements Answer {}

    /** What was asked may have happened, or may still. */
    record Unknown(String why) implements Answer {}

    /** Why something was refused. Codes are added at the end. */
    enum Code {
        /** No leader is known, or the one that was asked does not lead. */
        NO_LEADER,
        /** A queue is full, or the cluster is not ready for it; later perhaps. */
        BUSY,
        /** Over a limit of {@link WireLimits}. */
        TOO_LARGE,
        /** The bytes are no transaction, or nothing that can be asked. */
        BAD_REQUEST,
        /** The node is going down. */
        STOPPING,
        /** The node is damaged, or still starting, and cannot serve this. */
        UNFIT
    }
}
