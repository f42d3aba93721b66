package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/**
 * One node of Multi-Paxos whose log is a chain. Single-threaded and pure: one step takes one input
 * and returns all effects as data; see {@link Output} for the law under which they are carried
 * out.
 *
 * <p>Sources: Lamport, <i>Paxos Made Simple</i>; van Renesse and Altinbuken, <i>Paxos Made
 * Moderately Complex</i>; Ng, Haridi, Carbone, <i>Omni-Paxos</i> (EuroSys '23); Ongaro's thesis,
 * chapter 6.
 */
public class Replica {
    protected final Settings settings;
    protected final Effects out = new Effects();
    protected final Acceptor acceptor;
    final Hasher hasher;
    private final Election election;
    Candidate candidate;
    Leader leader;
    Reads reads;
    private int follows;

    /**
     * A replica that starts, for the first time or again.
     *
     * @param saved what its disk holds
     * @param archive decided blocks that are no longer in memory
     */
    public Replica(Settings settings, Saved saved, Archive archive, Hasher hasher, Chance chance) {
        this.settings = settings;
        this.hasher = hasher;
        this.acceptor = newAcceptor(saved, new Chain(saved, archive, out));
        this.election = newElection(chance);
    }

    /** A copy that goes its own way; for explorers of the state space. */
    protected Replica(Replica other) {
        settings = other.settings;
        hasher = other.hasher;
        acceptor = newAcceptor(new Saved(other.acceptor.promised, other.acceptor.accepted, 0,
                Hash.ZERO, List.of()), new Chain(other.acceptor.chain, out));
        acceptor.copyFrom(other.acceptor);
        election = other.election.copy();
        candidate = other.candidate == null
                ? null : newCandidate(other.candidate.ballot).copyFrom(other.candidate);
        leader = other.leader == null ? null : other.leader.copy(acceptor, out);
        reads = other.reads == null ? null : other.reads.copy(out);
        follows = other.follows;
    }

    Election newElection(Chance chance) {
        return new Election(settings, chance);
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
        return new Reads(ballot, settings, out);
    }

    /** Takes one input and returns everything that follows from it. */
    public final Output step(Input input) {
        switch (input) {
            case Input.Tick tick -> tick();
            case Input.Received received -> receive(received.from(), received.message());
            case Input.Forced forced -> forced();
            case Input.Propose propose -> propose(propose.transactions());
            case Input.Read read -> read(read.id());
            case Input.Nominate nominate -> nominate();
            case Input.Reconnected reconnected -> reconnected(reconnected.peer());
        }
        if (leader != null) {
            reads.start(leader.established(), acceptor.chain.decided());
            leader.flush();
        }
        return out.take();
    }

    private void tick() {
        election.tick();
        if (leader != null) {
            leader.tick(election.now());
            if (election.stepsDown(leader.ballot)) {
                stepDown(election.greatest());
            }
        }
        if (election.beats()) {
            beat();
        }
        if (election.stands(leads())) {
            stand();
        }
        follow(leader != null ? settings.self() : election.contentLeader());
    }

    private void beat() {
        Message heartbeat = new Message.Heartbeat(election.now(), acceptor.promised, leads(),
                election.content(leads()), acceptor.chain.decided());
        for (int peer : settings.members()) {
            if (peer != settings.self()) {
                out.send(peer, heartbeat);
            }
        }
        if (candidate != null) {
            candidate.ask();
        }
        if (reads != null) {
            reads.send();
        }
    }

    private void receive(int from, Message message) {
        switch (message) {
            case Message.Prepare m -> prepare(from, m);
            case Message.Promise m -> promise(from, m);
            case Message.Refused m -> refused(from, m);
            case Message.Sync m -> answer(from, acceptor.sync(m));
            case Message.Accept m -> answer(from, acceptor.accept(m));
            case Message.Accepted m -> accepted(from, m);
            case Message.Behind m -> behind(from, m);
            case Message.Decided m -> acceptor.decided(m.ballot(), m.height());
            case Message.Heartbeat m -> heartbeat(from, m);
            case Message.HeartbeatAnswer m -> heartbeatAnswer(from, m);
            case Message.Confirm m -> confirm(from, m);
            case Message.Confirmed m -> confirmed(from, m);
            case Message.ReadAsk m -> readAsk(from, m);
            case Message.ReadAnswer m -> readAnswer(m);
        }
        yieldTo(acceptor.promised);
    }

    private void prepare(int from, Message.Prepare m) {
        boolean news = m.ballot().above(acceptor.promised);
        answer(from, acceptor.prepare(m));
        if (news) {
            election.rest();
        }
    }

    private void promise(int from, Message.Promise m) {
        if (candidate != null && candidate.ballot.equals(m.ballot())) {
            candidate.promised(from, m);
            lead();
        } else if (leads().equals(m.ballot())) {
            late(from, m);
        }
    }

    /** A promise after the adoption changes nothing; it says where that follower's sync begins. */
    void late(int from, Message.Promise m) {
        leader.behind(from, m.standing(), m.standing().decided());
    }

    /** Adopts once a majority has promised, and opens phase 2. */
    private void lead() {
        if (candidate == null || !candidate.won()) {
            return;
        }
        Candidate won = candidate;
        candidate = null;
        won.adopt();
        leader = newLeader(won.ballot);
        leader.tick(election.now());
        reads = newReads(won.ballot);
        won.promises().forEach((peer, promised) ->
                leader.sync(peer, promised.standing(), Math.min(
                        promised.standing().decided(), acceptor.chain.decided())));
    }

    private void refused(int from, Message.Refused m) {
        election.refused(from, m.promised());
        if (candidate != null && candidate.ballot.equals(m.ballot())) {
            candidate = null;
            out.note(new Note.SteppedDown(m.ballot(), m.promised()));
        }
    }

    void accepted(int from, Message.Accepted m) {
        if (leads().equals(m.ballot())) {
            leader.accepted(from, m.height(), m.hash());
            established();
        }
    }

    private void behind(int from, Message.Behind m) {
        if (leads().equals(m.ballot())) {
            leader.behind(from, m.standing(), m.fits());
        }
    }

    private void heartbeat(int from, Message.Heartbeat m) {
        election.heard(from, m.promised(), m.leads(), m.content());
        acceptor.decided(m.leads(), m.decided());
        out.send(from, new Message.HeartbeatAnswer(
                m.beat(), acceptor.standing(), leads(), election.content(leads())));
    }

    private void heartbeatAnswer(int from, Message.HeartbeatAnswer m) {
        election.heard(from, m.standing().promised(), m.leads(), m.content());
        election.answered(from, m.beat());
        if (leader != null) {
            leader.heard(from, m.standing());
            established();
        }
    }

    /** A node confirms only a ballot not below its promise. */
    void confirm(int from, Message.Confirm m) {
        if (!m.ballot().below(acceptor.promised)) {
            out.send(from, new Message.Confirmed(m.ballot(), m.round()));
        }
    }

    void confirmed(int from, Message.Confirmed m) {
        if (leads().equals(m.ballot())) {
            reads.confirmed(from, m.round());
        }
    }

    private void readAsk(int from, Message.ReadAsk m) {
        if (leader == null) {
            out.send(from, new Message.ReadAnswer(m.id(), -1));
        } else {
            reads.ask(from, m.id());
        }
    }

    private void readAnswer(Message.ReadAnswer m) {
        out.note(m.height() < 0
                ? new Note.ReadLost(m.id()) : new Note.ReadAt(m.id(), m.height()));
    }

    private void forced() {
        acceptor.chain.trim();
        if (leader != null) {
            leader.forcedAll();
            established();
        }
        lead();
    }

    private void propose(List<byte[]> transactions) {
        int next = 0;
        while (leader != null && next < transactions.size() && leader.room() > 0) {
            List<byte[]> block = new ArrayList<>();
            long size = 0;
            while (next < transactions.size() && block.size() < settings.blockTransactions()) {
                size += transactions.get(next).length;
                if (size > settings.blockBytes() && !block.isEmpty()) {
                    break;
                }
                block.add(transactions.get(next++));
            }
            leader.append(block);
        }
        if (next < transactions.size()) {
            out.note(new Note.NotTaken(
                    List.copyOf(transactions.subList(next, transactions.size())), follows,
                    leader == null ? "this node does not lead" : "the window is full"));
        }
    }

    /** A linearizable read. */
    void read(long id) {
        if (leader != null) {
            reads.ask(settings.self(), id);
        } else if (follows != 0 && follows != settings.self()) {
            out.send(follows, new Message.ReadAsk(id));
        } else {
            out.note(new Note.ReadLost(id));
        }
    }

    private void nominate() {
        if (leader != null) {
            return;
        }
        if (election.reachesMajority()) {
            stand();
        } else {
            out.note(new Note.CannotStand("node " + settings.self() + " reaches no majority"));
        }
    }

    /** Stands for election under a ballot that it has never used, with a new phase 1. */
    final void stand() {
        Ballot ballot = nextBallot();
        if (leader != null) {
            stepDown(ballot);
        }
        candidate = newCandidate(ballot);
        candidate.ask();
        lead();
    }

    /** Above everything promised here or heard of, hence above every ballot of a former life. */
    Ballot nextBallot() {
        Ballot seen = election.greatest().above(acceptor.promised)
                ? election.greatest() : acceptor.promised;
        return new Ballot(seen.era(), seen.round() + 1, settings.self());
    }

    private void reconnected(int peer) {
        if (leader != null && peer != settings.self()) {
            leader.reconnected(peer);
        }
    }

    private void answer(int to, Message message) {
        out.send(to, message);
    }

    /** Steps down in the very step in which a higher ballot was promised. */
    void yieldTo(Ballot promised) {
        if (candidate != null && promised.above(candidate.ballot)) {
            out.note(new Note.SteppedDown(candidate.ballot, promised));
            candidate = null;
        }
        if (leader != null && promised.above(leader.ballot)) {
            stepDown(promised);
        }
    }

    private void stepDown(Ballot because) {
        out.note(new Note.SteppedDown(leader.ballot, because));
        reads.die();
        reads = null;
        leader = null;
    }

    private void follow(int now) {
        if (now != follows) {
            follows = now;
            out.note(new Note.Follows(now));
        }
    }

    /** Says once that this leader may serve. */
    private void established() {
        if (leader != null && leader.establishedNow()) {
            follow(settings.self());
            out.note(new Note.Leads(leader.ballot));
        }
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

    /** Whether heartbeats go both ways between this node and the peer. */
    public final boolean neighbour(int peer) {
        return election.neighbour(peer);
    }
}
