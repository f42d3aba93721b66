package ariadne.simulator.protocol;

import ariadne.simulator.Agenda;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One cluster and everything around it. Built from a seed, a plan and the parts of its nodes. */
final class World {
    private static final long LIMIT_EVENTS = 6_000_000;
    private static final long STEP_MICROS = 5 * Plan.MILLI;

    private final long seed;
    private final Plan plan;
    private final Build build;
    private final Agenda agenda = new Agenda(LIMIT_EVENTS);
    private final Tally tally = new Tally();
    private final Trace trace;
    private final Oracle oracle;
    private final Network network;
    private final List<Node> nodes = new ArrayList<>();
    private long reads;
    private long operations;

    /** A world whose nodes have all started; {@code lines} takes the ladder and may be null. */
    World(long seed, Plan plan, Build build, Consumer<String> lines) {
        this.seed = seed;
        this.plan = plan;
        this.build = build;
        this.trace = new Trace(agenda, plan.nodes(), lines);
        this.oracle = new Oracle(plan.nodes());
        this.network = new Network(this, plan.nodes(), plan.weather());
        for (int id = 1; id <= plan.nodes(); id++) {
            nodes.add(new Node(this, id));
        }
        nodes.forEach(Node::start);
    }

    long seed() {
        return seed;
    }

    Plan plan() {
        return plan;
    }

    Build build() {
        return build;
    }

    Agenda agenda() {
        return agenda;
    }

    Tally tally() {
        return tally;
    }

    Trace trace() {
        return trace;
    }

    Oracle oracle() {
        return oracle;
    }

    Network network() {
        return network;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(int id) {
        return nodes.get(id - 1);
    }

    Network.Port port(int id) {
        return node(id);
    }

    void countRead() {
        reads++;
    }

    /** Reads served so far. */
    long reads() {
        return reads;
    }

    /** An operation that nobody has asked for before. */
    Operation newOperation(int sizeBytes) {
        return Operation.of(++operations, sizeBytes);
    }

    /** Operations made so far. */
    long operations() {
        return operations;
    }

    void run(long micros) {
        agenda.runUntil(agenda.nowMicros() + micros);
    }

    /** Runs until something holds; false when it does not within the bound. */
    boolean await(long boundMicros, BooleanSupplier condition) {
        long end = agenda.nowMicros() + boundMicros;
        while (!condition.getAsBoolean()) {
            if (agenda.nowMicros() >= end) {
                return false;
            }
            run(STEP_MICROS);
        }
        return true;
    }

    void crash(int id) {
        node(id).crash();
        tally.add(Fault.CRASH, 1);
        checkDurable();
    }

    /** Acknowledged operations stand on a majority of disks. */
    void checkDurable() {
        oracle.durable(nodes.stream().map(node -> node.disk().forced()).toList());
    }
}
