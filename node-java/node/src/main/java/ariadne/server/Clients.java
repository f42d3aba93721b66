package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.Snapshot;
import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.kv.Request;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Input;
import ariadne.server.Proposals.Proposal;
import ariadne.server.Waiting.Get;
import ariadne.server.Waiting.Write;
import ariadne.transport.Connection;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves clients. A write goes to the leader, this node or another, and is answered by the node
 * that the client asked, as soon as that one applies it. A read waits for a height confirmed by a
 * majority.
 */
final class Clients {
    private final Node node;
    private final Waiting waiting = new Waiting();
    private final Transactions transactions;
    private final MemberChanges changes;
    private long ticket;
    private long readId;

    /**
     * Clients of a node's life.
     *
     * @param firstId random: tickets and read ids must differ over all lives, since the answer to
     *     one of an earlier life may still come
     */
    Clients(Node node, long firstId) {
        this.node = node;
        this.transactions = new Transactions(node.limits.wire());
        this.changes = new MemberChanges(node, this);
        this.ticket = firstId;
        this.readId = firstId;
    }

    int waiting() {
        return waiting.size();
    }

    void ask(Connection client, long tag, Ask ask) {
        switch (ask) {
            case Ask.Write write -> write(client, tag, write.transaction());
            case Ask.Get get -> read(client, tag, get);
            case Ask.Lookup lookup -> answer(client, tag, new Answer.Found(
                    node.core.store.lookup(lookup.id()), node.core.applied()));
            case Ask.Blocks blocks -> answer(client, tag, blocks(blocks));
            case Ask.Snapshot snapshot -> snapshot(client, tag, snapshot);
            case Ask.Status status ->
                answer(client, tag, new Answer.StatusReport(Status.of(node)));
            case Ask.Nominate nominate -> {
                String why = node.nominate();
                answer(client, tag, new Answer.Nominated(why.isEmpty(), why));
            }
            case Ask.Members members -> read(client, tag, members);
            case Ask.Change change -> changes.ask(client, tag, change);
        }
    }

    private void write(Connection client, long tag, byte[] transaction) {
        OperationId id;
        try {
            id = ordinary(transaction);
        } catch (WireException e) {
            refuse(client, tag, Answer.Code.BAD_REQUEST, e.getMessage());
            return;
        }
        Optional<Applied> before = node.core.store.lookup(id);
        if (before.isPresent()) {
            Applied first = before.get();
            answer(client, tag, new Answer.Judged(
                    new Applied(first.result(), first.position(), true)));
            return;
        }
        if (!node.directory.belongs()) {
            refuse(client, tag, Answer.Code.UNFIT, node.directory.apology());
            return;
        }
        int leader = node.core.replica.follows();
        boolean leads = !node.core.replica.leads().equals(Ballot.ZERO);
        if (!leads && (leader == 0 || leader == node.config.self().id())) {
            refuse(client, tag, Answer.Code.NO_LEADER, "no leader is known");
        } else if (waiting.size() >= node.limits.waitingRequests()) {
            refuse(client, tag, Answer.Code.BUSY, "too many requests wait");
        } else {
            long mine = ++ticket;
            waiting.add(new Write(id, client, tag, mine, deadlineNanos()));
            if (leads) {
                propose(new Proposal(id, transaction, node.config.self().id(), mine));
            } else {
                node.door.peer(leader, new Frame.Forward(mine, transaction));
            }
        }
    }

    /** Proposes what the server itself has made of a client's wish; this node leads. */
    void propose(Connection client, long tag, Request request) {
        long mine = ++ticket;
        waiting.add(new Write(request.id(), client, tag, mine, deadlineNanos()));
        propose(new Proposal(request.id(), transactions.encode(request),
                node.config.self().id(), mine));
    }

    /**
     * The operation of a transaction that clients may bring. A change of members is none: a stop
     * block of another era than the next would stop every node that applies it.
     */
    private OperationId ordinary(byte[] transaction) throws WireException {
        transactions.check(transaction);
        if (Transactions.isChange(transaction)) {
            throw new WireException("a change of members is no write of a client");
        }
        return Transactions.id(transaction);
    }

    /** A transaction that another node's client wants. */
    void forwarded(int from, long tag, byte[] transaction) throws WireException {
        Proposal proposal = new Proposal(ordinary(transaction), transaction, from, tag);
        if (node.core.replica.leads().equals(Ballot.ZERO)) {
            refused(proposal, "this node does not lead");
        } else if (node.core.store.lookup(proposal.id()).isEmpty()) {
            propose(proposal);
        }
    }

    /** At most one copy of an operation is on its way into the chain. */
    private void propose(Proposal proposal) {
        Proposals proposals = node.core.proposals;
        if (proposals.knows(proposal.id())) {
            return;
        }
        if (node.core.store.belowFloor(proposal.id())) {
            refused(proposal, "a late copy: the client has this answer");
        } else if (proposals.full() || proposals.queuedBytes() + proposal.transaction().length
                > node.limits.queuedBytes()) {
            refused(proposal, "too many transactions wait");
        } else {
            proposals.offer(proposal);
        }
    }

    /** The proposal entered no block and never will. */
    void refused(Proposal proposal, String why) {
        if (proposal.origin() == node.config.self().id()) {
            refused(proposal.tag(), why);
        } else {
            node.door.peer(proposal.origin(), new Frame.ForwardRefused(
                    proposal.tag(), node.core.replica.follows(), why));
        }
    }

    /** What a ticket stands for was refused, here or by the leader. */
    void refused(long ofTicket, String why) {
        Write write = waiting.refused(ofTicket);
        if (write != null) {
            refuse(write.client(), write.tag(), Answer.Code.NO_LEADER, why);
        }
    }

    void applied(OperationId id, Applied applied) {
        for (Write write : waiting.decided(id)) {
            answer(write.client(), write.tag(), new Answer.Judged(applied));
        }
    }

    /** A linearizable read, of a key or of the members. */
    private void read(Connection client, long tag, Ask ask) {
        if (!node.directory.belongs()) {
            refuse(client, tag, Answer.Code.UNFIT, node.directory.apology());
            return;
        }
        if (waiting.size() >= node.limits.waitingRequests()) {
            refuse(client, tag, Answer.Code.BUSY, "too many requests wait");
            return;
        }
        Get get = new Get(++readId, client, tag, ask, deadlineNanos());
        waiting.add(get);
        node.core.step(new Input.Read(get.readId()));
    }

    void readAt(long id, long height) {
        Get get = waiting.take(id);
        if (get == null) {
            return;
        }
        if (height <= node.core.applied()) {
            serve(get);
        } else {
            waiting.until(height, get);
        }
    }

    void readLost(long id) {
        Get get = waiting.take(id);
        if (get != null) {
            refuse(get.client(), get.tag(), Answer.Code.NO_LEADER, "no leader confirmed the read");
        }
    }

    void reached(long height) {
        waiting.served(height).forEach(this::serve);
    }

    private void serve(Get get) {
        answer(get.client(), get.tag(), get.ask() instanceof Ask.Get key
                ? new Answer.Value(node.core.store.get(key.key()), node.core.applied())
                : new Answer.Members(node.core.store.roster(), node.firstMembers()));
    }

    private Answer blocks(Ask.Blocks ask) {
        List<Block> part = new ArrayList<>();
        long decided = node.core.applied();
        long size = 0;
        long from = Math.max(1, ask.fromHeight());
        long start = node.core.replica.start();
        for (long height = from; height <= decided && from >= start; height++) {
            Block block = node.core.replica.block(height);
            size += block.sizeBytes() + 128;
            if (!part.isEmpty()
                    && size > Math.min(ask.maxBytes(), node.limits.messageBytes())) {
                break;
            }
            part.add(block);
        }
        return new Answer.ChainPart(decided, part);
    }

    private void snapshot(Connection client, long tag, Ask.Snapshot ask) {
        Snapshot found = node.chain.snapshots().sound().stream()
                .filter(s -> ask.height() == 0 || s.height() == ask.height())
                .findFirst().orElse(null);
        if (found == null) {
            refuse(client, tag, Answer.Code.UNFIT, "there is no such snapshot");
            return;
        }
        try {
            byte[] bytes = node.chain.snapshots().chunk(found, ask.offset(),
                    (int) Math.min(ask.maxBytes(), node.limits.messageBytes()));
            answer(client, tag, new Answer.SnapshotPart(found.height(), found.hash(),
                    found.membership(), found.sizeBytes(), found.digest(), ask.offset(), bytes));
        } catch (ChainException e) {
            refuse(client, tag, Answer.Code.UNFIT, e.getMessage());
        }
    }

    /** Ends what has waited too long: a read surely did not happen, a write may have. */
    void expire(long nowNanos) {
        changes.tick(nowNanos);
        for (Write write : waiting.expiredWrites(nowNanos)) {
            answer(write.client(), write.tag(), new Answer.Unknown(
                    "no decision within " + node.limits.answerMillis() + " ms"));
        }
        for (Get get : waiting.expiredGets(nowNanos)) {
            refuse(get.client(), get.tag(), Answer.Code.NO_LEADER,
                    "no height was confirmed within " + node.limits.answerMillis() + " ms");
        }
    }

    /** The node stops: nobody waits any longer. */
    void refuseAll(String why) {
        long end = node.ports.clock().nanoTime() + 2 * node.limits.answerMillis() * 1_000_000;
        waiting.expiredWrites(end).forEach(write ->
                answer(write.client(), write.tag(), new Answer.Unknown(why)));
        waiting.expiredGets(end).forEach(get ->
                refuse(get.client(), get.tag(), Answer.Code.STOPPING, why));
    }

    private long deadlineNanos() {
        return node.ports.clock().nanoTime() + node.limits.answerMillis() * 1_000_000;
    }

    void refuse(Connection client, long tag, Answer.Code code, String why) {
        answer(client, tag, new Answer.Refused(code, why, node.leaderName()));
    }

    private void answer(Connection client, long tag, Answer answer) {
        node.door.answer(client, new Frame.ClientResponse(tag, answer));
    }
}
