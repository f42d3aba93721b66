package ariadne.paxos;

/** One record for the disk. Records are written in the order of {@link Output#persist()}. */
public sealed interface Durable {
    /** The acceptor promised a ballot. */
    record Promised(Ballot ballot) implements Durable {}

    /** The whole chain is held under this ballot from here on. */
    record Accepted(Ballot ballot) implements Durable {}

    /** Everything above a height is gone. */
    record Rewound(long height) implements Durable {}

    /** A block on top of the tip. */
    record Appended(Block block) implements Durable {}

    /**
     * The chain is decided up to a height, by what this node accepted. Worth keeping, never worth
     * a force.
     */
    record Decided(long height) implements Durable {}

    /**
     * The chain is decided up to a height, by what others said; maybe under ballots that this node
     * never took part in. Never worth a force either.
     */
    record Learned(long height) implements Durable {}

    /**
     * A snapshot stands in place of the chain up to its height; what was held is gone. Changes
     * neither the promised nor the accepted ballot.
     */
    record Installed(long height, Hash hash) implements Durable {}

    /** A whole sync ended the doubt whether blocks are missing. */
    record Sound() implements Durable {}

    /** Whether something that is said may rest on this record. */
    default boolean needsForce() {
        return !(this instanceof Decided || this instanceof Learned);
    }
}
