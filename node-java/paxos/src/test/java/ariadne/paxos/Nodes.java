package ariadne.paxos;

import ariadne.paxos.Local.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All node states and messages of an exploration, and the steps of the real replica between
 * them.
 */
final class Nodes {
    static final int FORCE = 0;
    static final int PROPOSE = 1;
    static final int BEAT = 2;
    static final int CRASH = 3;
    static final int STAND = 4;
    static final int READ = 12;
    static final int CHANGE = 16;
    static final int DAMAGE = 17;
    /** Inputs from here on are messages. */
    static final int DELIVER = 24;

    /** A message on its way, or decided blocks that may be fetched. */
    record Sent(int from, int to, Input input) {}

    final Claims claims;
    private final Plan plan;
    private final Rules rules;
    private final Map<List<Object>, Local> interned = new HashMap<>();
    private final List<Local> locals = new ArrayList<>();
    private final Map<Sent, Integer> numbers = new HashMap<>();
    private final List<Sent> messages = new ArrayList<>();
    private final long[][] addressed = new long[5][1];

    Nodes(Plan plan, Rules rules) {
        this.plan = plan;
        this.claims = new Claims(plan.eras());
        this.rules = rules;
    }

    Local local(int id) {
        return locals.get(id);
    }

    int count() {
        return locals.size();
    }

    Sent message(int number) {
        return messages.get(number);
    }

    int messageCount() {
        return messages.size();
    }

    Local start(int self, Disk disk) {
        return intern(self, rules.replica(plan.settings(self), disk.saved(plan.membership()),
                disk.archive(), disk.doubt()), disk, List.of());
    }

    private Local intern(int self, ModelReplica replica, Disk disk, List<Durable> pending) {
        List<Object> key = List.of(self, replica.key(), disk, List.copyOf(pending));
        Local known = interned.get(key);
        if (known == null) {
            known = new Local(locals.size(), self, replica, disk, List.copyOf(pending),
                    claims.of(disk), new Local.Memory());
            BrokenInvariant.check(locals.size() < 1 << 16, "too many node states for the model");
            locals.add(known);
            interned.put(key, known);
        }
        return known;
    }

    /** What an input does to a node. */
    Step step(Local node, int input) {
        Step step = node.memory().get(input);
        if (step == null) {
            step = new Working(node).take(input);
            node.memory().put(input, step);
        }
        return step;
    }

    /** One step being worked out, under the law of {@link Output}. */
    private final class Working {
        private final Local node;
        private final ModelReplica replica;
        private final List<Durable> pending;
        private final List<Integer> sends = new ArrayList<>();
        private final List<Integer> early = new ArrayList<>();
        private final List<Block> decides = new ArrayList<>();
        private final List<Note.ReadAt> reads = new ArrayList<>();
        private Disk disk;
        private boolean claims;
        private long votes;

        Working(Local node) {
            this.node = node;
            replica = node.replica().copy();
            pending = new ArrayList<>(node.pending());
            disk = node.disk();
        }

        Step take(int input) {
            List<Step> torn = List.of();
            try {
                if (input >= DAMAGE && input < DELIVER) {
                    return Step.to(start(node.self(), rules.damaged(node.disk(), input - DAMAGE)));
                } else if (input == CRASH) {
                    return new Step(
                            node, new int[0], List.of(), List.of(), null, 0, torn());
                } else if (input == FORCE) {
                    force();
                } else {
                    collect(output(input));
                    // A leader's records wait for its force unless a claim is to leave; all others
                    // have nothing to say before theirs, so step and force are one.
                    if (claims || replica.leads().equals(Ballot.ZERO)) {
                        torn = pending.isEmpty() ? List.of() : torn();
                        force();
                    }
                }
            } catch (BrokenInvariant e) {
                return new Step(null, new int[0], List.of(), List.of(), e.getMessage(), 0,
                        List.of());
            }
            return new Step(intern(node.self(), replica, disk, pending), array(sends), decides,
                    reads, null, votes, torn);
        }

        private Output output(int input) {
            if (input >= DELIVER) {
                return replica.step(messages.get(input - DELIVER).input);
            } else if (input == CHANGE) {
                return replica.step(new Input.Propose(List.of(Changes.to(plan.next()))));
            } else if (input >= READ) {
                return replica.step(new Input.Read(input - READ));
            } else if (input >= STAND) {
                return replica.stand(plan.ballots().get(input - STAND));
            } else if (input == PROPOSE) {
                return replica.step(new Input.Propose(List.of(new byte[1])));
            }
            List<Envelope> beats = new ArrayList<>();
            for (int peer = 1; peer <= plan.nodes(); peer++) {
                if (peer != node.self()) {
                    beats.add(new Envelope(peer, replica.heartbeat()));
                }
            }
            return new Output(List.of(), beats, List.of(), List.of());
        }

        private void force() {
            write();
            collect(replica.step(new Input.Forced()));
            if (replica.leads().equals(Ballot.ZERO)) {
                write();
            }
        }

        private void write() {
            disk = disk.with(pending, replica.membership());
            pending.clear();
            votes |= Nodes.this.claims.of(disk);
        }

        private void collect(Output output) {
            pending.addAll(output.persist());
            for (Envelope envelope : output.send()) {
                // A Refused only makes a candidate give up, as losing its promises does.
                if (!(envelope.message() instanceof Message.Refused)) {
                    int number = number(new Sent(node.self(), envelope.to(),
                            new Input.Received(node.self(), envelope.message())));
                    sends.add(number);
                    if (rules.claims(envelope.message())) {
                        claims = true;
                    } else {
                        early.add(number);
                    }
                }
            }
            output.decide().forEach(decision -> decides.add(decision.block()));
            if (!output.decide().isEmpty()) {
                fetched();
            }
            for (Note note : output.notes()) {
                if (note instanceof Note.ReadAt read) {
                    reads.add(read);
                }
            }
        }

        /** What is known to be decided here can be fetched by all others from now on. */
        private void fetched() {
            Chain chain = replica.acceptor.chain;
            if (!plan.next().isEmpty() && replica.membership().era() == 0) {
                return;
            }
            for (int peer = 1; peer <= plan.nodes(); peer++) {
                if (peer != node.self() && plan.may().fetches() && chain.start() == 1) {
                    List<Block> blocks = new ArrayList<>();
                    for (long height = 1; height <= chain.decided(); height++) {
                        blocks.add(chain.at(height));
                    }
                    sends.add(number(new Sent(node.self(), peer, new Input.Learned(blocks))));
                }
                if (peer != node.self() && plan.may().snapshots()) {
                    sends.add(number(new Sent(node.self(), peer, new Input.Installed(
                            chain.decided(), chain.hashAt(chain.decided()),
                            replica.membership()))));
                }
            }
        }

        /**
         * The node crashes before its force is over: the disk may stop between any two
         * records.
         */
        private List<Step> torn() {
            List<Step> torn = new ArrayList<>();
            Disk held = node.disk();
            for (int kept = 0; kept <= pending.size(); kept++) {
                if (kept > 0) {
                    held = held.with(pending.get(kept - 1), replica.membership());
                }
                Local after = start(node.self(),
                        held.doubt() > 0 ? held.doubting(held.doubt() + 1) : held);
                if ((after != node || !early.isEmpty()) && torn.stream().noneMatch(s ->
                        s.next() == after)) {
                    torn.add(new Step(after, array(early), List.of(), List.of(), null,
                            after.votes(), List.of()));
                }
            }
            return torn;
        }
    }

    /** Sorts the messages of a network that go to a node, by what they would do to it. */
    Local.Memory sorted(Local node, long[] network, int from) {
        Local.Memory memory = node.memory();
        memory.widen(network.length - from);
        long[] addressed = addressed(node.self(), network.length - from);
        for (int w = 0; w < network.length - from; w++) {
            long unknown = network[from + w] & addressed[w] & ~memory.known[w];
            memory.known[w] |= unknown;
            for (long bits = unknown; bits != 0; bits &= bits - 1) {
                Step step = step(node, DELIVER + w * 64 + Long.numberOfTrailingZeros(bits));
                long bit = bits & -bits;
                if (step.changesNode(node) || !step.torn().isEmpty()) {
                    memory.changes[w] |= bit;
                } else if (step.sends().length > 0) {
                    memory.answers[w] |= bit;
                }
            }
        }
        return memory;
    }

    private long[] addressed(int self, int words) {
        if (addressed[self].length < words) {
            addressed[self] = Arrays.copyOf(addressed[self], words * 2);
        }
        return addressed[self];
    }

    private int number(Sent sent) {
        Integer number = numbers.putIfAbsent(sent, messages.size());
        if (number == null) {
            int word = messages.size() / 64;
            addressed(sent.to, word + 1)[word] |= 1L << messages.size();
            messages.add(sent);
            return messages.size() - 1;
        }
        return number;
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
