package ariadne.chaos.workload;

import ariadne.checker.history.OpId;
import ariadne.checker.history.Position;

/** One client of the database, as a workload sees it. Values are texts. Used by one thread. */
public interface Database extends AutoCloseable {
    /** How an operation ended. */
    enum End {
        /** It happened. */
        OK,
        /** A cas met something else; it was judged and changed nothing. */
        MISMATCH,
        /** It did not happen and never will. */
        REFUSED,
        /** It may have happened, or still may. */
        UNKNOWN
    }

    /**
     * An answer.
     *
     * @param value what a get or a cas that failed saw; null for an absent key
     * @param position null when unknown
     * @param id of a write in the chain; null for a get, and when none was given yet
     * @param why it was refused or is unknown, else empty
     */
    record Reply(End end, String value, Position position, OpId id, String why) {}

    Reply get(String key) throws InterruptedException;

    Reply put(String key, String value) throws InterruptedException;

    /** Compare and set; {@code expected} null for an absent key. */
    Reply cas(String key, String expected, String value) throws InterruptedException;

    /** Name of the node that it speaks to first. */
    String node();

    @Override
    void close();
}
