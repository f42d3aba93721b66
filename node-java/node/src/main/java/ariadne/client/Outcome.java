package ariadne.client;

import ariadne.kv.OperationId;
import java.util.Optional;

/**
 * What a client knows about an operation when it is over: Jepsen's ok, fail, info.
 *
 * @param <T> what the answer says; the witness (position or height) is a part of it
 */
public sealed interface Outcome<T> {
    /** The write's name for good; empty for reads, and for writes that never got a session. */
    Optional<OperationId> id();

    /**
     * It happened, and this is the answer. A cas that met another value is answered too.
     *
     * @param node name of the endpoint that answered
     */
    record Ok<T>(T value, String node, Optional<OperationId> id) implements Outcome<T> {}

    /** It did not happen and will not: each attempt was refused for certain, or never sent. */
    record Refused<T>(Reason reason, String why, Optional<OperationId> id)
            implements Outcome<T> {}

    /** It may have happened, or may still. For a read: an attempt was sent and not answered. */
    record Unknown<T>(String why, Optional<OperationId> id) implements Outcome<T> {}

    /** Why an operation was refused. */
    enum Reason {
        NO_LEADER,
        BUSY,
        TOO_LARGE,
        BAD_REQUEST,
        STOPPING,
        UNFIT,
        /** The session expired. The next write opens another. */
        NO_SESSION,
        BELOW_FLOOR,
        TOO_MANY_OUTSTANDING,
        /** No connection. */
        UNREACHABLE,
        /** The greeting was refused: another cluster, or another version. */
        WRONG_CLUSTER,
        /** The client was closed. */
        CLOSED
    }
}
