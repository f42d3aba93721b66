package ariadne.paxos;

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
public class Replica extends ReplicaParts {
    /**
     * A replica that starts, for the first time or again.
     *
     * @param saved what its disk holds
     * @param archive decided blocks that are no longer in memory
     * @param stops tells which blocks change the members
     */
    public Replica(Settings settings, Saved saved, Archive archive, Hasher hasher, Stops stops,
            Chance chance) {
        super(settings, saved, archive, hasher, stops, chance);
    }

    /** A copy that goes its own way; for explorers of the state space. */
    protected Replica(Replica other) {
        super(other);
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
            case Input.Disconnected disconnected -> disconnected(disconnected.peer());
            case Input.Learned learned -> learned(learned.blocks());
            case Input.Installed installed -> installed(installed);
        }
        newEra();
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
        if (acceptor.votes(settings.self()) && election.stands(leads())) {
            stand();
        }
        follow(leader != null ? settings.self() : election.contentLeader());
    }

    private void beat() {
        if (!membership().has(settings.self())) {
            return;
        }
        Message heartbeat = new Message.Heartbeat(election.now(), era, acceptor.promised,
                leads(), election.content(leads()), acceptor.chain.decided());
        for (int peer : membership().members()) {
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
        if (ofThisEra(from, message)) {
            take(from, message);
        }
        yieldTo(acceptor.promised);
    }

    /**
     * Only what members say in the era of the own decided chain is taken. An older era is told
     * that it is over; of a newer one the decided blocks must be fetched first.
     */
    boolean ofThisEra(int from, Message message) {
        int its = Eras.of(message, era);
        long ahead = Eras.decided(message) - acceptor.chain.decided();
        if (its < era && !(message instanceof Message.Over)) {
            out.send(from, new Message.Over(era, membership().since()));
        }
        if (its > era || (its == era && ahead > settings.catchUpBlocks())) {
            out.note(new Note.Behind(from, Eras.decided(message)));
        }
        return its == era && membership().has(from);
    }

    private void take(int from, Message message) {
        switch (message) {
            case Message.Prepare m -> prepare(from, m);
            case Message.Promise m -> promise(from, m);
            case Message.Refused m -> refused(from, m);
            case Message.Sync m -> out.answer(from, acceptor.sync(m));
            case Message.Accept m -> out.answer(from, acceptor.accept(m));
            case Message.Accepted m -> accepted(from, m);
            case Message.Behind m -> behind(from, m);
            case Message.Decided m -> acceptor.decided(m.ballot(), m.height());
            case Message.Heartbeat m -> heartbeat(from, m);
            case Message.HeartbeatAnswer m -> heartbeatAnswer(from, m);
            case Message.Confirm m -> confirm(from, m);
            case Message.Confirmed m -> confirmed(from, m);
            case Message.ReadAsk m -> readAsk(from, m);
            case Message.ReadAnswer m -> readAnswer(m);
            case Message.Over m -> { } // Of this era, so nothing new.
        }
    }

    private void prepare(int from, Message.Prepare m) {
        boolean news = m.ballot().above(acceptor.promised);
        out.answer(from, acceptor.prepare(m));
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
        leader.behind(from, m.standing(), m.standing().decided(), 0);
    }

    /** Adopts once a majority has promised, and opens phase 2. */
    private void lead() {
        if (candidate == null || candidate.membership.era() != membership().era()
                || !candidate.won()) {
            return;
        }
        Candidate won = candidate;
        candidate = null;
        if (!won.adopt()) {
            out.note(new Note.SteppedDown(won.ballot, acceptor.promised));
            return;
        }
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
            leader.behind(from, m.standing(), m.fits(), m.life());
        }
    }

    private void heartbeat(int from, Message.Heartbeat m) {
        election.heard(from, m.promised(), m.leads(), m.content());
        acceptor.decided(m.leads(), m.decided());
        out.send(from, new Message.HeartbeatAnswer(m.beat(), era, acceptor.standing(), leads(),
                election.content(leads()), acceptor.votes(settings.self())));
    }

    private void heartbeatAnswer(int from, Message.HeartbeatAnswer m) {
        election.heard(from, m.standing().promised(), m.leads(), m.content());
        if (m.votes()) {
            election.answered(from, m.beat());
        }
        if (leader != null) {
            leader.heard(from, m.standing(), m.votes());
            established();
        }
    }

    /** A node confirms only a ballot not below its promise. */
    void confirm(int from, Message.Confirm m) {
        if (!m.ballot().below(acceptor.promised) && acceptor.votes(settings.self())) {
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
        int next = leader == null ? 0 : leader.propose(transactions);
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
        if (acceptor.votes(settings.self()) && election.reachesMajority()) {
            stand();
        } else {
            out.note(new Note.CannotStand("node " + settings.self()
                    + (!membership().has(settings.self()) ? " is no member"
                            : acceptor.doubtful ? " may lack blocks that it accepted"
                            : " reaches no majority")));
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
        return new Ballot(era, seen.era() < era ? 1 : seen.round() + 1, settings.self());
    }

    private void reconnected(int peer) {
        if (leader != null && leader.followers().containsKey(peer)) {
            leader.reconnected(peer);
        }
    }

    /** Whoever followed that peer says at once that it does no more, so somebody may stand. */
    private void disconnected(int peer) {
        election.lost(peer);
        if (peer == follows) {
            follow(election.contentLeader());
            beat();
        }
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

    /** Blocks that the others decided. A leader that does not hold them leads no more. */
    private void learned(List<Block> blocks) {
        Chain chain = acceptor.chain;
        for (Block block : blocks) {
            if (leader != null && block.height() > chain.decided()
                    && !chain.holds(block.height(), block.hash())) {
                stepDown(acceptor.promised);
            }
        }
        acceptor.learn(blocks);
    }

    private void installed(Input.Installed snapshot) {
        boolean held = acceptor.chain.holds(snapshot.height(), snapshot.hash());
        if (leader != null && snapshot.height() > acceptor.chain.decided() && !held) {
            stepDown(acceptor.promised);
        }
        acceptor.install(snapshot);
    }

    /**
     * A stop block is decided: in this very step nobody leads or stands in the old era any more,
     * and reads of it die. Whoever led tells the old members, then stands in the new era at once.
     */
    void newEra() {
        Membership now = membership();
        if (now.era() == era) {
            return;
        }
        era = now.era();
        election.among(now);
        out.note(new Note.NewEra(now));
        boolean led = leader != null;
        if (led) {
            leader.tellDecided();
            stepDown(acceptor.promised);
        }
        if (candidate != null) {
            out.note(new Note.SteppedDown(candidate.ballot, acceptor.promised));
            candidate = null;
        }
        if (led && acceptor.votes(settings.self())) {
            stand();
        }
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
}
