package ariadne.simulator.cluster;

import static ariadne.simulator.Violation.check;

import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.kv.Store;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import ariadne.paxos.Standing;
import ariadne.server.Parts;
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
    private final int majority;
    private final Hash genesis;
    private final Transactions transactions;
    private final Votes votes;
    private final List<Hash> chain = new ArrayList<>();
    private final List<Long> states = new ArrayList<>();
    private final Store store = new Parts().store();
    private final long empty = store.stateHash();
    private final Map<OperationId, Applied> applied = new HashMap<>();
    private final Ballot[] saidPromised;
    private final Ballot[] saidAccepted;
    private final long[] decided;

    Oracle(int nodes, Hash genesis, Transactions transactions) {
        this.majority = nodes / 2 + 1;
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
        votes.forced(node);
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
        check(votes.most(block.hash()) >= majority,
                "node %d decides %s, forced by %d under one ballot, majority is %d", node, block,
                votes.most(block.hash()), majority);
        int index = 0;
        for (byte[] transaction : block.transactions()) {
            apply(new Position(block.height(), index++), request(transaction));
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
