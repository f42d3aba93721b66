package ariadne.server;

import ariadne.paxos.Membership;
import ariadne.paxos.Stops;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainException;
import ariadne.chain.Sha256Hasher;
import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import ariadne.paxos.Archive;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Envelope;
import ariadne.paxos.Input;
import ariadne.paxos.Note;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.server.Proposals.Proposal;
import ariadne.wire.Transactions;
import ariadne.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cores with disks in memory and no network: messages lie in outboxes until they are delivered.
 * Each seat watches the law: nothing that claims is sent, nothing is applied before the force.
 */
final class Cores {
    static final Transactions TRANSACTIONS = new Transactions(WireLimits.STANDARD);

    final List<Seat> seats = new ArrayList<>();
    private final Set<Integer> cut = new HashSet<>();
    private final Random random;

    Cores(int nodes, Random random) throws ChainException {
        this.random = random;
        for (int id = 1; id <= nodes; id++) {
            seats.add(new Seat(id, nodes));
        }
    }

    static byte[] put(long session, long sequence) {
        return TRANSACTIONS.encode(new Request(session, sequence, 1, new Command.Put(
                bytes("key"), bytes("value " + sequence))));
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Proposal proposal(long session, long sequence) {
        return new Proposal(
                new OperationId(session, sequence), put(session, sequence), 1, sequence);
    }

    Seat seat(int id) {
        return seats.get(id - 1);
    }

    /** Nothing reaches this node nor comes from it. */
    void cut(int id) {
        cut.add(id);
    }

    void heal() {
        cut.clear();
    }

    /** One tick everywhere, all that follows from it, until nothing is on its way. */
    void round() throws ChainException {
        for (Seat seat : seats) {
            seat.core.step(new Input.Tick());
            seat.core.commit();
        }
        while (deliver() > 0) {
            for (Seat seat : seats) {
                seat.core.commit();
            }
        }
    }

    private int deliver() {
        int delivered = 0;
        for (Seat seat : seats) {
            List<Envelope> sent = seat.outbox;
            seat.outbox = new ArrayList<>();
            for (Envelope envelope : sent) {
                if (!cut.contains(seat.id) && !cut.contains(envelope.to())) {
                    seat(envelope.to()).core.step(
                            new Input.Received(seat.id, envelope.message()));
                    delivered++;
                }
            }
        }
        return delivered;
    }

    /** The leader that serves, after as many rounds as that takes. */
    Seat leader() throws ChainException {
        for (int rounds = 0; rounds < 1000; rounds++) {
            for (Seat seat : seats) {
                if (!cut.contains(seat.id) && seat.serves()) {
                    return seat;
                }
            }
            round();
        }
        throw new AssertionError("no leader after 1000 rounds");
    }

    /** The leader after a while in which nobody else may still be standing. */
    Seat settled() throws ChainException {
        leader();
        for (int rounds = 0; rounds < 10 * Node.ELECTION_TICKS; rounds++) {
            round();
        }
        return leader();
    }

    /** One core with its disk and its ears. */
    final class Seat implements Core.Listener, Disk {
        final int id;
        private final int nodes;
        final List<String> trace = new ArrayList<>();
        final List<Proposal> refused = new ArrayList<>();
        final List<OperationId> applied = new ArrayList<>();
        List<Envelope> outbox = new ArrayList<>();
        Core core;
        int forces;
        private final Settings settings;
        private final List<Durable> written = new ArrayList<>();
        private int unforced;
        private boolean leads;

        Seat(int id, int nodes) throws ChainException {
            this.id = id;
            this.nodes = nodes;
            Limits limits = Limits.STANDARD;
            this.settings = new Settings(id, Node.HEARTBEAT_TICKS, Node.ELECTION_TICKS,
                    limits.windowBlocks(), limits.wire().blockTransactions(),
                    limits.blockBytes(), limits.messageBytes(), limits.catchUpBlocks());
            restart();
        }

        /** As after a crash that lost nothing written. */
        void restart() throws ChainException {
            leads = false;
            outbox = new ArrayList<>();
            Parts parts = new Parts();
            Saved saved = saved(Membership.first(
                    IntStream.rangeClosed(1, nodes).boxed().toList()));
            Store store = new Store(SessionLimits.DEFAULT);
            Replay replay = new Replay(Limits.STANDARD.wire());
            chain().subList(0, (int) saved.decided()).forEach(block -> replay.apply(store, block));
            core = new Core(new Replica(settings, saved, archive(), new Sha256Hasher(),
                    Stops.none(), random::nextInt), store,
                    parts.proposals(Limits.STANDARD.queuedProposals()), this, Limits.STANDARD,
                    this);
        }

        boolean serves() {
            return leads && !core.replica.leads().equals(Ballot.ZERO);
        }

        @Override
        public Saved saved(Membership membership) {
            Ballot promised = Ballot.ZERO;
            Ballot accepted = Ballot.ZERO;
            long decided = 0;
            long vouched = 0;
            for (Durable durable : written) {
                switch (durable) {
                    case Durable.Promised p -> promised = p.ballot();
                    case Durable.Accepted a -> accepted = a.ballot();
                    case Durable.Decided d -> {
                        decided = d.height();
                        vouched = d.height();
                    }
                    case Durable.Learned d -> decided = d.height();
                    default -> { }
                }
            }
            List<Block> chain = chain();
            return new Saved(promised, accepted, decided, vouched, decided == 0
                    ? Sha256Hasher.genesis("cores") : chain.get((int) decided - 1).hash(),
                    List.copyOf(chain.subList((int) decided, chain.size())), membership, false);
        }

        private List<Block> chain() {
            List<Block> chain = new ArrayList<>();
            for (Durable durable : written) {
                if (durable instanceof Durable.Appended appended) {
                    chain.add(appended.block());
                } else if (durable instanceof Durable.Rewound rewound) {
                    chain.subList((int) rewound.height(), chain.size()).clear();
                }
            }
            return chain;
        }

        /** Operations in the chain, in their order, one that stands twice twice. */
        List<OperationId> operations() throws Exception {
            List<OperationId> ids = new ArrayList<>();
            for (Block block : chain()) {
                for (byte[] transaction : block.transactions()) {
                    ids.add(Transactions.id(transaction));
                }
            }
            return ids;
        }

        @Override
        public Archive archive() {
            return height -> chain().get((int) height - 1);
        }

        @Override
        public void write(List<Durable> records) {
            trace.add("write");
            written.addAll(records);
            unforced += (int) records.stream().filter(Durable::needsForce).count();
        }

        @Override
        public void force() {
            trace.add("force");
            forces++;
            unforced = 0;
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public void send(Envelope envelope) {
            trace.add("send " + envelope.message().getClass().getSimpleName());
            if (envelope.message().claims()) {
                assertThat(unforced).as("unforced records at %s", envelope).isZero();
            }
            outbox.add(envelope);
        }

        @Override
        public void flush() {
            trace.add("flush");
        }

        @Override
        public void note(Note note) {
            trace.add("note " + note.getClass().getSimpleName());
            leads = note instanceof Note.Leads || leads && !(note instanceof Note.SteppedDown);
        }

        @Override
        public void applied(OperationId id, Applied result) {
            assertThat(unforced).as("unforced records when %s is applied", id).isZero();
            trace.add("applied " + id);
            applied.add(id);
        }

        @Override
        public void reached(long height) {
            assertThat(core.applied()).isEqualTo(height);
            trace.add("reached");
        }

        @Override
        public void members(Roster roster) {}

        @Override
        public void refused(Proposal proposal, String why) {
            refused.add(proposal);
        }
    }
}
