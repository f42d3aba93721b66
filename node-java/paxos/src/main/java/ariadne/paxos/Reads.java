package ariadne.paxos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Linearizable reads without a clock: a leader confirms with a majority that nobody has promised
 * more, many reads a round. A read index belongs to one ballot and to one round started after the
 * read arrived; it dies with either. Ongaro, <i>Consensus: Bridging Theory and Practice</i>,
 * section 6.4.
 */
class Reads {
    /** Somebody who waits for a height: this node itself, or a peer. */
    record Waiting(int node, long id) {}

    private final Ballot ballot;
    private final Settings settings;
    private final Membership membership;
    private final Effects out;
    final Set<Integer> confirmed = new HashSet<>();
    List<Waiting> confirming = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    long round;
    long index;

    Reads(Ballot ballot, Settings settings, Membership membership, Effects out) {
        this.ballot = ballot;
        this.settings = settings;
        this.membership = membership;
        this.out = out;
    }

    /** For {@link #copy}. */
    Reads(Reads other, Effects out) {
        this(other.ballot, other.settings, other.membership, out);
        confirmed.addAll(other.confirmed);
        confirming = new ArrayList<>(other.confirming);
        waiting = new ArrayList<>(other.waiting);
        round = other.round;
        index = other.index;
    }

    Reads copy(Effects itsOut) {
        return new Reads(this, itsOut);
    }

    /** A read waits for the next round; a round under way is not for it. */
    void ask(int node, long id) {
        waiting.add(new Waiting(node, id));
    }

    /** Starts a round when none is under way, somebody waits and the leader is established. */
    void start(boolean established, long decided) {
        if (!established || waiting.isEmpty() || !confirming.isEmpty()) {
            return;
        }
        confirming = waiting;
        waiting = new ArrayList<>();
        round++;
        index = decided;
        confirmed.clear();
        send();
        confirmed(settings.self(), round);
    }

    /** Asks again those that have not answered: the question or its answer may be lost. */
    void send() {
        if (confirming.isEmpty()) {
            return;
        }
        for (int peer : membership.members()) {
            if (peer != settings.self() && !confirmed.contains(peer)) {
                out.send(peer, new Message.Confirm(ballot, round));
            }
        }
    }

    void confirmed(int from, long ofRound) {
        if (ofRound != round || confirming.isEmpty()) {
            return;
        }
        confirmed.add(from);
        if (confirmed.size() >= membership.majority()) {
            answer(confirming, index);
            confirming = new ArrayList<>();
        }
    }

    /** The ballot is over, and every read index with it. */
    void die() {
        answer(confirming, -1);
        answer(waiting, -1);
        confirming = new ArrayList<>();
        waiting = new ArrayList<>();
    }

    private void answer(List<Waiting> reads, long height) {
        for (Waiting read : reads) {
            if (read.node != settings.self()) {
                out.send(read.node, new Message.ReadAnswer(read.id, height));
            } else if (height < 0) {
                out.note(new Note.ReadLost(read.id));
            } else {
                out.note(new Note.ReadAt(read.id, height));
            }
        }
    }
}
