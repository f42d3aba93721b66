package ariadne.simulator.cluster;

import ariadne.kv.Member;
import ariadne.kv.Roster;
import java.util.stream.IntStream;
import static ariadne.simulator.Violation.check;

import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import ariadne.paxos.Standing;
import ariadne.simulator.Violation;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows what no node can know, and fails at the first turn that must never be. */
final class Oracle {
    /** Who voted in each era. */
    private final List<Roster> eras = new ArrayList<>();
    private final Hash genesis;
    private final Transactions transactions;
    private final Votes votes;
    private final List<Hash> chain = new ArrayList<>();
    private final List<Long> states = new ArrayList<>();
    private final Store store;
    private final long empty;
    private final Map<OperationId, Applied> applied = new HashMap<>();
    private final Ballot[] saidPromised;
    private final Ballot[] saidAccepted;
    private final long[] decided;

    /**
     * Knows nothing yet.
     *
     * @param first members, with ids from 1
     * @param nodes which may ever be members
     */
    Oracle(int first, int nodes, Hash genesis, Transactions transactions) {
        this.store = new Store(SessionLimits.DEFAULT, Roster.first(
                IntStream.rangeClosed(1, first).mapToObj(id -> new Member(id, "n" + id, ""))
                        .toList()));
        this.eras.add(store.roster());
        this.empty = store.stateHash();
        this.genesis = genesis;
        this.transactions = transactions;
        this.votes = new Votes(nodes);
        this.saidPromised = ballots(nodes);
        this.saidAccepted = ballots(nodes);
        this.decided = new long[nodes + 1];
    }

    private static Ballot[] ballots(int nodes) {
        Ballot[] ballots = new Ballot[nodes + 1];
        Arrays.fill(ballots, Ballot.ZERO);
        return ballots;
    }

    long height() {
        return chain.size();
    }

    private Hash hash(long height) {
        return height == 0 ? genesis : chain.get((int) height - 1);
    }

    /** The newest members. */
    Roster roster() {
        return store.roster();
    }

    long state(long height) {
        return height == 0 ? empty : states.get((int) height - 1);
    }

    /** What came of an operation in the one chain; null when it is not in it. */
    Applied applied(OperationId id) {
        return applied.get(id);
    }

    void written(int node, List<Durable> records) {
        votes.written(node, records);
    }

    void forced(int node) {
        votes.forced(node, chain);
    }

    /** A node starts: what it has told of is still there, and what it calls decided is. */
    void started(int node, Saved saved, Standing standing) {
        check(!standing.promised().below(saidPromised[node]),
                "node %d came back with promise %s, but had promised %s", node,
                standing.promised(), saidPromised[node]);
        check(!standing.accepted().below(saidAccepted[node]),
                "node %d came back with accepted ballot %s, but had accepted under %s", node,
                standing.accepted(), saidAccepted[node]);
        check(saved.decided() <= height(), "node %d starts with %d decided, the cluster has %d",
                node, saved.decided(), height());
        check(saved.baseHash().equals(hash(saved.decided())),
                "node %d starts with another block %d than was decided", node, saved.decided());
        decided[node] = saved.decided();
        votes.started(node, saved, chain.subList(0, (int) saved.decided()));
    }

    /** A node's turn is over: this may have been told. */
    void stands(int node, Standing standing) {
        check(!standing.promised().below(saidPromised[node]),
                "node %d has promise %s after %s", node, standing.promised(), saidPromised[node]);
        saidPromised[node] = standing.promised();
        if (standing.accepted().above(saidAccepted[node])) {
            saidAccepted[node] = standing.accepted();
        }
    }

    /** Decided on that node so far. */
    long decided(int node) {
        return decided[node];
    }

    /** A node took up a snapshot in place of blocks: of what was decided, nothing else. */
    void installed(int node, long height, Hash hash) {
        check(height <= height() && hash(height).equals(hash),
                "node %d took up a snapshot of %d:%s, decided is %d", node, height, hash,
                height());
        check(height > decided[node], "node %d goes back from %d to a snapshot of %d", node,
                decided[node], height);
        decided[node] = height;
    }

    /** A node decides; in order, and the same as everybody. */
    void decides(int node, Block block) {
        check(block.height() == decided[node] + 1, "node %d decides height %d after %d", node,
                block.height(), decided[node]);
        decided[node] = block.height();
        if (block.height() <= height()) {
            check(hash(block.height()).equals(block.hash()),
                    "two blocks decided at height %d: node %d says %s, others %s", block.height(),
                    node, block.hash(), hash(block.height()));
            return;
        }
        check(block.parent().equals(hash(height())), "node %d decides %s on top of %s, not on %s",
                node, block, block.parent(), hash(height()));
        check(votes.chosen(block.hash(), eras),
                "node %d decides %s, forced by %s; the members were %s", node, block,
                votes.of(block.hash()), eras);
        int index = 0;
        for (byte[] transaction : block.transactions()) {
            apply(new Position(block.height(), index++), request(transaction));
        }
        if (store.rosterSince() == block.height()) {
            eras.add(store.roster());
        }
        chain.add(block.hash());
        states.add(store.stateHash());
        votes.settled(height());
    }

    private Request request(byte[] transaction) {
        try {
            return transactions.decode(transaction);
        } catch (WireException e) {
            throw new Violation("a decided transaction is none: " + e.getMessage(), e);
        }
    }

    private void apply(Position at, Request request) {
        Applied result = store.apply(at, request);
        if (request.session() != 0) {
            Applied before = applied.putIfAbsent(request.id(), result);
            check(before == null, "operation %s stands at %s and at %s", request.id(),
                    before == null ? at : before.position(), at);
        }
    }

    /** A node has applied everything up to a height. */
    void state(int node, long height, long state) {
        check(state == state(height), "node %d has state %016x at height %d, others %016x", node,
                state, height, state(height));
    }

    /** A client was told that its write happened, with this position. */
    void acknowledged(OperationId id, Applied told) {
        Applied known = applied.get(id);
        check(known != null, "operation %s was acknowledged at %s and is not in the chain", id,
                told.position());
        check(known.position().equals(told.position()) && known.result().equals(told.result()),
                "operation %s was acknowledged as %s, and is %s", id, told, known);
    }

    /** A client was told that its write did not happen and never will. */
    void refused(OperationId id) {
        Applied known = applied.get(id);
        check(known == null || known.result() instanceof Result.Rejected,
                "operation %s was refused, and happened at %s", id,
                known == null ? null : known.position());
    }
}
