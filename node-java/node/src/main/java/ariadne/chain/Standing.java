package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import java.nio.ByteBuffer;

/**
 * All that is held at one point of a log but the blocks themselves.
 *
 * <pre>
 *   promised: era (4) node (4) round (8) | accepted: likewise | decided (8) | flags (8)
 * </pre>
 *
 * Flag 1: doubtful. Tip and hash stand in the record's header.
 */
record Standing(
        long tip, Hash tipHash, Ballot promised, Ballot accepted, long decided,
        boolean doubtful) {
    /** The same with another tip. */
    Standing at(long otherTip, Hash otherHash) {
        return new Standing(otherTip, otherHash, promised, accepted, decided, doubtful);
    }

    void put(ByteBuffer to) {
        put(to, promised);
        put(to, accepted);
        to.putLong(decided).putLong(doubtful ? 1 : 0);
    }

    static Standing get(long tip, Hash tipHash, ByteBuffer from) {
        return new Standing(tip, tipHash, ballot(from), ballot(from), from.getLong(),
                (from.getLong() & 1) == 1);
    }

    static void put(ByteBuffer to, Ballot ballot) {
        to.putInt(ballot.era()).putInt(ballot.node()).putLong(ballot.round());
    }

    static Ballot ballot(ByteBuffer from) {
        int era = from.getInt();
        int node = from.getInt();
        return new Ballot(era, from.getLong(), node);
    }
}
