package ariadne.kv;

/** What a transaction came to. A function of the chain below it. */
public sealed interface Result {
    /** The session's number. */
    record Opened(long session) implements Result {}

    /** A new era begins with the next block. */
    record Changed(int era) implements Result {}

    /** A put or delete took effect, or a cas met what it expected. */
    record Done() implements Result {}

    /**
     * A cas met something else, and changed nothing.
     *
     * @param seen the value it met, null when the key was absent
     * @param written where that value, or its absence, was written; {@link Position#NONE} if never
     */
    record Mismatch(Bytes seen, Position written) implements Result {}

    /** Not applied, by rule: session unknown or expired, or request too old or too far. */
    record Rejected(Reason reason) implements Result {}

    /** Why a request was rejected. */
    enum Reason {
        /** No such session: never opened, or expired. An earlier try may have applied. */
        NO_SESSION,
        /** The client said before that it has this answer. */
        BELOW_FLOOR,
        /** More answers outstanding than a session may have. */
        TOO_MANY_OUTSTANDING
    }
}
