package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One replica of three on the bench, stepped by hand; every effect of a step is told. */
final class Bench {
    static final Ballot B1 = new Ballot(0, 1, 1);
    static final Ballot B2 = new Ballot(0, 2, 2);
    static final Ballot B3 = new Ballot(0, 3, 3);
    static final Membership FIRST = Membership.first(List.of(1, 2, 3));
    static final Hasher HASHER = new Rules();
    /** A chain of empty blocks, and one that parts from it at height 2. */
    static final List<Block> X = chain(List.of(), 0, 0, 0, 0);
    static final List<Block> Y = chain(X.subList(0, 1), 1, 1, 1);

    final Replica replica;
    private final int self;
    /** What the last step returned. */
    Output output;

    Bench(int self, Saved saved, Disk disk, Stops stops, long messageBytes) {
        this.self = self;
        replica = new Replica(new Settings(self, 2, 5, 4, 2, 1000, messageBytes, 1000), saved,
                disk.archive(), HASHER, stops, bound -> 0);
    }

    Bench(int self, Disk disk, long messageBytes) {
        this(self, disk.saved(FIRST), disk, Stops.none(), messageBytes);
    }

    Bench(int self, Disk disk) {
        this(self, disk, 100_000);
    }

    /** A disk with blocks under an accepted ballot that is promised, too. */
    static Disk disk(Ballot ballot, List<Block> chain, long decided) {
        return new Disk(ballot, ballot, chain, decided);
    }

    private static List<Block> chain(List<Block> below, int... contents) {
        List<Block> chain = new ArrayList<>(below);
        for (int content : contents) {
            Hash parent = chain.isEmpty() ? Hash.ZERO : chain.getLast().hash();
            chain.add(HASHER.block(chain.size() + 1, parent,
                    content == 0 ? List.of() : List.of(new byte[content])));
        }
        return List.copyOf(chain);
    }

    static Standing standing(Disk disk) {
        return new Standing(disk.promised(), disk.accepted(), disk.chain().size(),
                disk.hashAt(disk.chain().size()), disk.decided());
    }

    /** Node 1, leading under B1, after it decided its first block with node 2. */
    static Bench leader() {
        Bench bench = elected();
        bench.step(new Input.Forced());
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash()));
        return bench;
    }

    /** Node 1 in the step after its election under B1: nothing of it is forced. */
    static Bench elected() {
        Bench bench = new Bench(1, Disk.EMPTY);
        bench.nominate();
        bench.step(new Input.Forced());
        bench.receive(2, promise(B1, new Disk(B1, Ballot.ZERO, List.of(), 0)));
        return bench;
    }

    void nominate() {
        receive(self == 1 ? 2 : 1, new Message.HeartbeatAnswer(0, replica.membership().era(),
                standing(Disk.EMPTY), Ballot.ZERO, false, true));
        step(new Input.Nominate());
    }

    /** A promise of everything that the disk holds. */
    static Message.Promise promise(Ballot ballot, Disk disk) {
        return new Message.Promise(ballot, standing(disk), disk.chain());
    }

    Bench step(Input input) {
        output = replica.step(input);
        return this;
    }

    Bench receive(int from, Message message) {
        return step(new Input.Received(from, message));
    }

    Bench persists(Durable... records) {
        assertThat(output.persist()).containsExactly(records);
        return this;
    }

    Bench sends(Envelope... envelopes) {
        assertThat(output.send()).containsExactly(envelopes);
        return this;
    }

    /** All that it sends goes to one node. */
    Bench answers(int to, Message... messages) {
        return sends(Arrays.stream(messages).map(m -> to(to, m)).toArray(Envelope[]::new));
    }

    Bench decides(Block... blocks) {
        assertThat(output.decide()).containsExactly(
                Arrays.stream(blocks).map(Decision::new).toArray(Decision[]::new));
        return this;
    }

    Bench notes(Note... notes) {
        assertThat(output.notes()).containsExactly(notes);
        return this;
    }

    /** Nothing but what was asserted to be sent. */
    Bench changesNothing() {
        return persists().decides().notes();
    }

    static Envelope to(int to, Message message) {
        return new Envelope(to, message);
    }

    static Durable promised(Ballot ballot) {
        return new Durable.Promised(ballot);
    }

    static Durable accepted(Ballot ballot) {
        return new Durable.Accepted(ballot);
    }

    static Durable appended(Block block) {
        return new Durable.Appended(block);
    }

    static Durable rewound(long height) {
        return new Durable.Rewound(height);
    }

    static Durable decided(long height) {
        return new Durable.Decided(height);
    }

    static Durable learned(long height) {
        return new Durable.Learned(height);
    }
}
