package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.kv.Applied;
import ariadne.kv.Command;
import ariadne.kv.Image;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import ariadne.kv.Store;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Decision;
import ariadne.paxos.Durable;
import ariadne.paxos.Envelope;
import ariadne.paxos.Hash;
import ariadne.paxos.Input;
import ariadne.paxos.Membership;
import ariadne.paxos.Note;
import ariadne.paxos.Output;
import ariadne.paxos.Replica;
import ariadne.paxos.Standing;
import ariadne.server.Proposals.Proposal;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/**
 * The replica with its disk and its state machine, under the one law: persist, force once, then
 * say so, then apply. Inputs are stepped as they arrive; {@link #commit} carries out what they
 * came to.
 */
final class Core {
    /** Whom the core tells what happened. */
    interface Listener {
        /** A message to send; {@code flush} follows before the next force. */
        void send(Envelope envelope);

        /** Lets everything given to {@code send} leave now. */
        void flush();

        void note(Note note);

        /** A transaction was applied. */
        void applied(OperationId id, Applied applied);

        /** Every transaction up to a height was applied. */
        void reached(long height);

        /** The members are others from now on. */
        void members(Roster roster);

        /** The proposal entered no block and never will. */
        void refused(Proposal proposal, String why);
    }

    final Replica replica;
    final Store store;
    final Proposals proposals;
    private final Disk disk;
    private final Limits limits;
    private final Listener listener;
    private final Transactions transactions;
    private List<Durable> persist = new ArrayList<>();
    private List<Envelope> claims = new ArrayList<>();
    private List<Decision> decisions = new ArrayList<>();
    private boolean unforced;
    private boolean installed;
    private long applied;

    Core(Replica replica, Store store, Proposals proposals, Disk disk, Limits limits,
            Listener listener) throws ChainException {
        this.replica = replica;
        this.store = store;
        this.proposals = proposals;
        this.disk = disk;
        this.limits = limits;
        this.listener = listener;
        this.transactions = new Transactions(limits.wire());
        Standing standing = replica.standing();
        this.applied = standing.decided();
        for (long height = applied + 1; height <= standing.tip(); height++) {
            proposals.appended(replica.block(height));
        }
    }

    /** Height up to which the state machine has applied the chain. */
    long applied() {
        return applied;
    }

    void step(Input input) {
        collect(replica.step(input));
    }

    private void collect(Output output) {
        for (Durable durable : output.persist()) {
            persist.add(durable);
            unforced |= durable.needsForce();
            switch (durable) {
                case Durable.Appended appended -> proposals.appended(appended.block());
                case Durable.Rewound rewound -> proposals.rewound(rewound.height());
                case Durable.Installed snapshot -> {
                    proposals.rewound(0);
                    installed = true;
                }
                default -> { }
            }
        }
        for (Envelope envelope : output.send()) {
            if (envelope.message().claims()) {
                claims.add(envelope);
            } else {
                listener.send(envelope);
            }
        }
        decisions.addAll(output.decide());
        output.notes().forEach(listener::note);
    }

    /**
     * Takes up a decided state that came in a snapshot, unless the chain has all of it.
     *
     * @param hash of the block at that height
     */
    void install(long height, Hash hash, Image image) throws ChainException {
        commit();
        if (height <= applied) {
            return;
        }
        step(new Input.Installed(height, hash, membership(image.roster(), image.rosterSince())));
        if (installed) {
            installed = false;
            store.restore(image);
            applied = height;
            listener.members(store.roster());
        }
        commit();
        listener.reached(applied);
    }

    static Membership membership(Roster roster, long since) {
        return new Membership(roster.era(), roster.ids(), since);
    }

    /**
     * Proposes what waits, then persists, forces once, says so and applies. What the force itself
     * brings about (the own accept counts) is carried out too.
     */
    void commit() throws ChainException {
        propose();
        while (!persist.isEmpty() || !claims.isEmpty() || !decisions.isEmpty()) {
            listener.flush();
            boolean forces = unforced;
            if (!persist.isEmpty()) {
                disk.write(persist);
                persist = new ArrayList<>();
            }
            if (forces) {
                disk.force();
                unforced = false;
            }
            List<Envelope> said = claims;
            claims = new ArrayList<>();
            said.forEach(listener::send);
            List<Decision> decided = decisions;
            decisions = new ArrayList<>();
            decided.forEach(decision -> apply(decision.block()));
            if (forces) {
                step(new Input.Forced());
            }
        }
        listener.flush();
    }

    private void propose() {
        while (proposals.size() > 0 && replica.room() > 0) {
            List<Proposal> batch =
                    proposals.take(limits.wire().blockTransactions(), limits.blockBytes());
            if (changesOtherMembers(batch.getFirst())) {
                listener.refused(batch.getFirst(), "the members have changed meanwhile");
                continue;
            }
            List<byte[]> block = new ArrayList<>(batch.size());
            batch.forEach(proposal -> block.add(proposal.transaction()));
            step(new Input.Propose(block));
        }
        if (proposals.size() > 0 && replica.leads().equals(Ballot.ZERO)) {
            proposals.drain().forEach(
                    proposal -> listener.refused(proposal, "this node does not lead"));
        }
    }

    /** A change of members must begin the very next era: there is one stop block in each. */
    private boolean changesOtherMembers(Proposal proposal) {
        return Transactions.isChange(proposal.transaction())
                && decode(proposal.transaction()).command() instanceof Command.Change change
                && change.next().era() != replica.membership().era() + 1;
    }

    /** The transaction was checked at the door before it was proposed. */
    private Request decode(byte[] transaction) {
        try {
            return transactions.decode(transaction);
        } catch (WireException e) {
            throw new IllegalStateException("a decided transaction is none: " + e.getMessage(), e);
        }
    }

    private void apply(Block block) {
        if (block.height() != applied + 1) {
            throw new IllegalStateException(
                    "block " + block + " to apply on height " + applied);
        }
        int index = 0;
        for (byte[] transaction : block.transactions()) {
            Request request = decode(transaction);
            Applied result = store.apply(new Position(block.height(), index++), request);
            listener.applied(request.id(), result);
        }
        applied = block.height();
        proposals.applied(applied);
        if (store.rosterSince() == applied) {
            listener.members(store.roster());
        }
        listener.reached(applied);
    }
}
