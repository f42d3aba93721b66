package ariadne.paxos;

import java.util.List;

/**
 * What a replica is made of, and what can be seen of it from outside; what it does stands in
 * {@link Replica}. The methods that make the parts are where a mutant puts another one.
 */
class ReplicaParts {
    protected final Settings settings;
    protected final Effects out = new Effects();
    protected final Acceptor acceptor;
    final Hasher hasher;
    final Election election;
    Candidate candidate;
    Leader leader;
    Reads reads;
    int follows;
    /** The era in which the parts above were made. */
    int era;

    /**
     * A replica that starts, for the first time or again.
     *
     * @param saved what its disk holds
     * @param archive decided blocks that are no longer in memory
     * @param stops tells which blocks change the members
     */
    ReplicaParts(Settings settings, Saved saved, Archive archive, Hasher hasher, Stops stops,
            Chance chance) {
        this.settings = settings;
        this.hasher = hasher;
        this.acceptor = newAcceptor(saved, new Chain(saved, archive, stops, out));
        this.election = newElection(chance);
        this.era = saved.membership().era();
        if (saved.doubtful()) {
            acceptor.begin(1L + chance.below(Integer.MAX_VALUE));
        }
    }

    /** A copy that goes its own way; for explorers of the state space. */
    ReplicaParts(ReplicaParts other) {
        settings = other.settings;
        hasher = other.hasher;
        era = other.era;
        acceptor = newAcceptor(new Saved(other.acceptor.promised, other.acceptor.accepted, 0, 0,
                Hash.ZERO, List.of(), other.membership(), false),
                new Chain(other.acceptor.chain, out));
        acceptor.copyFrom(other.acceptor);
        election = other.election.copy();
        candidate = other.candidate == null
                ? null : newCandidate(other.candidate.ballot).copyFrom(other.candidate);
        leader = other.leader == null ? null : other.leader.copy(acceptor, out);
        reads = other.reads == null ? null : other.reads.copy(out);
        follows = other.follows;
    }

    Election newElection(Chance chance) {
        return new Election(settings, membership(), chance);
    }

    Acceptor newAcceptor(Saved saved, Chain chain) {
        return new Acceptor(saved, chain, settings.messageBytes(), out);
    }

    Candidate newCandidate(Ballot ballot) {
        return new Candidate(ballot, settings, acceptor, out);
    }

    Leader newLeader(Ballot ballot) {
        return new Leader(ballot, settings, acceptor, hasher, out);
    }

    Reads newReads(Ballot ballot) {
        return new Reads(ballot, settings, membership(), out);
    }

    /** The ballot that this node leads, ZERO when it does not. */
    public final Ballot leads() {
        return leader == null ? Ballot.ZERO : leader.ballot;
    }

    /** The ballot that this node stands under, ZERO when it does not. */
    public final Ballot standsUnder() {
        return candidate == null ? Ballot.ZERO : candidate.ballot;
    }

    /** Id of the node believed to lead, 0 when none is known. */
    public final int follows() {
        return follows;
    }

    /** Blocks that a proposal may fill now; 0 when this node does not lead. */
    public final int room() {
        return leader == null ? 0 : leader.room();
    }

    public final Standing standing() {
        return acceptor.standing();
    }

    /** The block at a height between 1 and the tip. */
    public final Block block(long height) {
        return acceptor.chain.at(height);
    }

    /** Who votes, by the decided chain. */
    public final Membership membership() {
        return acceptor.chain.membership();
    }

    /** Whether this node may lack blocks that it accepted, and votes for nothing. */
    public final boolean doubtful() {
        return acceptor.doubtful;
    }

    /** Hash of the block below {@link #start}. */
    public final Hash hashBelow() {
        return acceptor.chain.hashAt(acceptor.chain.start() - 1);
    }

    /** Lowest height of which the block is held. */
    public final long start() {
        return acceptor.chain.start();
    }

    /** Whether heartbeats go both ways between this node and the peer. */
    public final boolean neighbour(int peer) {
        return election.neighbour(peer);
    }
}
