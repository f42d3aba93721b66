package ariadne.paxos;

import java.util.List;

/** What replicas say to each other. Messages may be lost, repeated and reordered. */
public sealed interface Message {
    /**
     * Phase 1a: "promise me this ballot, I stand here".
     *
     * @param ballot of the candidate
     * @param decided height up to which the candidate needs no block of this acceptor
     */
    record Prepare(Ballot ballot, long decided) implements Message {}

    /**
     * Phase 1b. Brings blocks above the candidate's decided height, lowest first; not all of them
     * when they are many: the candidate keeps them and asks for those above.
     *
     * @param standing the promiser's, with {@code promised} equal to {@code ballot}
     */
    record Promise(Ballot ballot, Standing standing, List<Block> blocks) implements Message {}

    /** "I have promised more": the answer to a Prepare, Accept or Sync that came too late. */
    record Refused(Ballot ballot, Ballot promised) implements Message {}

    /**
     * Brings a follower's chain to the leader's. Nothing is accepted by any part but the last.
     *
     * @param parent height below the first block; the follower must hold {@code parentHash} there
     * @param last whether the follower holds the leader's whole chain after this part
     * @param decided the leader's decided height
     * @param answers the {@code life} of the {@link Behind} that asked; 0 when none did
     */
    record Sync(Ballot ballot, long parent, Hash parentHash, List<Block> blocks, boolean last,
            long decided, long answers) implements Message {}

    /** Phase 2a: blocks on top of the parent, for a follower that was synced in this ballot. */
    record Accept(Ballot ballot, long parent, Hash parentHash, List<Block> blocks, long decided)
            implements Message {}

    /** Phase 2b: "under this ballot I hold the chain up to this height, forced". */
    record Accepted(Ballot ballot, long height, Hash hash) implements Message {}

    /**
     * "That does not fit, I stand here": asks the leader for a sync, or for its next part.
     *
     * @param fits height up to which the sender's chain is known to be the leader's
     * @param life of a doubtful sender, by which it knows an answer to what it asked in this life
     *     of its process; 0 of any other
     */
    record Behind(Ballot ballot, Standing standing, long fits, long life) implements Message {}

    /** The decided height, when nothing else was there to carry it. */
    record Decided(Ballot ballot, long height) implements Message {}

    /**
     * Every node to every node, always.
     *
     * @param beat number that the answer repeats
     * @param era of the sender's decided chain
     * @param leads the ballot that the sender leads, ZERO when none
     * @param content see {@link Election}
     */
    record Heartbeat(long beat, int era, Ballot promised, Ballot leads, boolean content,
            long decided) implements Message {}

    /**
     * The answer to a heartbeat: whoever gets it is heard, and hears.
     *
     * @param votes false of a doubtful node, which is no part of any majority
     */
    record HeartbeatAnswer(long beat, int era, Standing standing, Ballot leads, boolean content,
            boolean votes) implements Message {}

    /**
     * "Your era is over": the answer to whatever comes from an older era.
     *
     * @param era of the sender
     * @param stop height of the stop block that began it
     */
    record Over(int era, long stop) implements Message {}

    /** A leader asks whether it still leads, for the reads that wait. */
    record Confirm(Ballot ballot, long round) implements Message {}

    /** "I have promised nothing above your ballot." */
    record Confirmed(Ballot ballot, long round) implements Message {}

    /** A node asks the leader for a read height. */
    record ReadAsk(long id) implements Message {}

    /** The answer; {@code height} is -1 when the asked one does not lead. */
    record ReadAnswer(long id, long height) implements Message {}

    /**
     * Whether it says something that must be true after a crash. Such a message leaves only after
     * a force; an Accept or a Sync asks and claims nothing.
     */
    default boolean claims() {
        return !(this instanceof Accept || this instanceof Sync || this instanceof Refused
                || this instanceof Confirm || this instanceof ReadAsk || this instanceof Decided
                || this instanceof Over);
    }
}
