package ariadne.paxos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A small cluster under the law of {@link Output}; every crash is followed by a restart. Some
 * nodes may wait to become members.
 */
class World {
    /** A message under way. */
    record Flight(int from, int to, Message message) {}

    /** One node: the replica, its disk, and what waits for the force. */
    static final class Node {
        Replica replica;
        Disk disk = Disk.EMPTY;
        /** Its force does not return. */
        boolean held;
        /** Who told last that it is far ahead; 0 when nobody has. */
        int behind;
        /** Who votes after the last snapshot that it installed. */
        Membership installed;
        final List<Durable> records = new ArrayList<>();
        final List<Flight> claims = new ArrayList<>();
    }

    final int size;
    final List<Flight> flights = new ArrayList<>();
    final boolean[][] cut;
    final Judge judge;
    private final Node[] nodes;
    private final int members;
    private final int catchUpBlocks;
    private final long messageBytes;
    private final int electionTicks;
    private final Chance chance;
    /** Is told everything that happens. */
    Consumer<String> trace = line -> {};

    World(int size, long messageBytes, int electionTicks, Chance chance) {
        this(size, messageBytes, electionTicks, chance, size, 100);
    }

    /** The first {@code members} nodes are members. */
    World(int size, long messageBytes, int electionTicks, Chance chance, int members,
            int catchUpBlocks) {
        this.size = size;
        this.members = members;
        this.catchUpBlocks = catchUpBlocks;
        this.messageBytes = messageBytes;
        this.electionTicks = electionTicks;
        this.chance = chance;
        cut = new boolean[size + 1][size + 1];
        judge = new Judge(size, membership());
        nodes = new Node[size + 1];
        for (int self = 1; self <= size; self++) {
            nodes[self] = new Node();
            nodes[self].replica = replica(settings(self), Disk.EMPTY);
        }
    }

    Replica replica(Settings settings, Disk disk) {
        return new Replica(settings, disk.saved(membership()), disk.archive(), new Rules(),
                new Changes(), chance);
    }

    Membership membership() {
        return Membership.first(IntStream.rangeClosed(1, members).boxed().toList());
    }

    private Settings settings(int self) {
        return new Settings(self, 2, electionTicks, 8, 2, 1000, messageBytes, catchUpBlocks);
    }

    Node node(int self) {
        return nodes[self];
    }

    void step(int self, Input input) {
        take(self, nodes[self].replica.step(input));
        if (!nodes[self].held) {
            force(self);
        }
    }

    private void take(int self, Output output) {
        Node node = nodes[self];
        node.records.addAll(output.persist());
        if (output.persist().stream().anyMatch(Durable.Installed.class::isInstance)) {
            node.installed = node.replica.membership();
        }
        for (Envelope envelope : output.send()) {
            Flight flight = new Flight(self, envelope.to(), envelope.message());
            if (envelope.message().claims()) {
                node.claims.add(flight);
            } else {
                fly(flight);
            }
        }
        for (Decision decision : output.decide()) {
            judge.decides(self, decision.block());
            trace.accept(self + " decides " + Words.of(decision.block()));
        }
        for (Note note : output.notes()) {
            if (note instanceof Note.ReadAt read) {
                judge.readAt(read.id(), read.height());
            } else if (note instanceof Note.Behind behind) {
                node.behind = behind.peer();
            }
            trace.accept(self + " notes " + Words.of(note));
        }
    }

    void force(int self) {
        Node node = nodes[self];
        boolean worth = !node.records.isEmpty();
        write(self, node.records.size());
        node.claims.forEach(this::fly);
        node.claims.clear();
        if (worth) {
            take(self, node.replica.step(new Input.Forced()));
            write(self, node.records.size());
            node.claims.forEach(this::fly);
            node.claims.clear();
        }
    }

    private void write(int self, int count) {
        Node node = nodes[self];
        List<Durable> records = node.records.subList(0, count);
        if (!records.isEmpty()) {
            for (Durable record : records) {
                node.disk = node.disk.with(record, node.installed);
                judge.forced(self, node.disk);
            }
            trace.accept(self + " forces " + Words.of(records));
        }
        node.records.clear();
    }

    private void fly(Flight flight) {
        if (!cut[flight.from][flight.to]) {
            flights.add(flight);
            trace.accept(flight.from + "->" + flight.to + " " + Words.of(flight.message));
        }
    }

    /** Loses what was not forced, save for some first records. */
    void crash(int self, int kept) {
        Node node = nodes[self];
        write(self, Math.min(kept, node.records.size()));
        node.claims.clear();
        node.held = false;
        node.replica = replica(settings(self), node.disk);
    }

    /** Crashes and loses blocks from the tip down, ballots intact. */
    void damage(int self, long kept) {
        nodes[self].disk = nodes[self].disk.cut(kept).doubting(1);
        crash(self, 0);
    }

    /** A node is given another's decided blocks, or a snapshot where they are held no more. */
    void fetch(int self, int from, boolean snapshot) {
        Replica peer = nodes[from].replica;
        Chain chain = peer.acceptor.chain;
        long decided = chain.decided();
        if (snapshot || nodes[self].replica.standing().decided() + 1 < chain.start()) {
            trace.accept(self + " fetches a snapshot of " + decided + " from " + from);
            step(self, new Input.Installed(
                    decided, chain.hashAt(decided), peer.membership()));
        } else {
            List<Block> blocks = new ArrayList<>();
            for (long h = nodes[self].replica.standing().decided() + 1; h <= decided; h++) {
                blocks.add(chain.at(h));
            }
            trace.accept(self + " fetches " + Words.ofBlocks(blocks) + " from " + from);
            step(self, new Input.Learned(blocks));
        }
    }

    /** Everybody who was told that it is behind fetches what it lacks, where no link is cut. */
    void fetchAll() {
        for (int self = 1; self <= size; self++) {
            int from = nodes[self].behind;
            nodes[self].behind = 0;
            if (from != 0 && !cut[self][from] && !cut[from][self]) {
                fetch(self, from, false);
            }
        }
    }

    void deliver(Flight flight) {
        trace.accept(flight.to + " takes " + Words.of(flight.message));
        step(flight.to, new Input.Received(flight.from, flight.message));
    }

    /** Delivers in order until nothing is under way. */
    void deliverAll() {
        for (int i = 0; !flights.isEmpty(); i++) {
            BrokenInvariant.check(i < 100_000, "they talk for ever: %s", flights);
            List<Flight> now = new ArrayList<>(flights);
            flights.clear();
            now.forEach(this::deliver);
        }
    }

    void tick() {
        for (int self = 1; self <= size; self++) {
            step(self, new Input.Tick());
        }
        deliverAll();
    }

    void heal() {
        for (boolean[] from : cut) {
            Arrays.fill(from, false);
        }
    }

    /** Nodes that lead under some ballot. */
    List<Integer> leaders() {
        return IntStream.rangeClosed(1, size)
                .filter(n -> !nodes[n].replica.leads().equals(Ballot.ZERO)).boxed().toList();
    }
}
