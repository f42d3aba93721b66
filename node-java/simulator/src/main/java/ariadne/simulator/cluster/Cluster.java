package ariadne.simulator.cluster;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.client.Outcome;
import ariadne.server.ConfigException;
import ariadne.server.NodeConfig;
import ariadne.server.Parts;
import ariadne.simulator.Agenda;
import ariadne.simulator.Dice;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** One cluster and everything around it. */
final class Cluster {
    private static final long LIMIT_EVENTS = 10_000_000;
    private static final long STEP_MICROS = 10 * Plan.MILLI;

    private final long seed;
    private final Plan plan;
    private final Agenda agenda = new Agenda(LIMIT_EVENTS);
    private final Tally tally = new Tally();
    private final Trace trace;
    private final Oracle oracle;
    private final Network network;
    private final Chronicle chronicle = new Chronicle(this);
    private final List<Machine> machines = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();
    private final int[] outstanding;
    private final Dice[] operators;
    private final Guest operator;
    private final Dice nonces;
    private final AriadneClient[] consoles;

    /** A cluster that was formatted, no node of which runs yet. */
    Cluster(Schedule schedule, IntFunction<Parts> parts, Consumer<Trace.Event> events) {
        this.seed = schedule.seed();
        this.plan = schedule.plan();
        WireLimits limits = plan.limits().wire();
        this.trace = new Trace(agenda, new FrameCodec(limits, new Sha256Hasher()), events);
        this.oracle = new Oracle(plan.nodes(), plan.machines(),
                Sha256Hasher.genesis(Machine.CLUSTER),
                new Transactions(limits));
        int count = plan.machines() + plan.clients() + 1;
        Host[] hosts = new Host[count + 1];
        Dice clocks = new Dice(seed, "clocks");
        for (int id = 1; id <= count; id++) {
            boolean node = id <= plan.machines();
            double rate = node ? 1 + plan.drift() * (2 * clocks.unit() - 1) : 1;
            hosts[id] = new Host(id, (node ? "n" : "c") + (node ? id : id - plan.machines()),
                    agenda, rate, 1_000_000 * clocks.between(0, 1_000_000));
        }
        this.network = new Network(seed, plan, agenda, tally, trace, hosts);
        this.operators = new Dice[plan.machines() + 1];
        for (int id = 1; id <= plan.machines(); id++) {
            operators[id] = new Dice(seed, "operator/" + id);
            machines.add(new Machine(this, hosts[id], config(id), parts.apply(id)));
        }
        this.outstanding = new int[plan.clients() + 1];
        for (int client = 1; client <= plan.clients(); client++) {
            guests.add(guest(hosts[plan.machines() + client], settings(client)));
        }
        this.operator = guest(hosts[count], ClientSettings.standard(Machine.CLUSTER,
                endpoints(1, plan.machines())).named("operator"));
        this.nonces = new Dice(seed, "changes");
        this.consoles = new AriadneClient[plan.machines() + 1];
    }

    private Guest guest(Host host, ClientSettings settings) {
        return new Guest(seed, network, host, plan.limits().wire(), settings);
    }

    private static List<Endpoint> endpoints(int first, int nodes) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            endpoints.add(Guest.endpoint(1 + (first - 1 + i) % nodes));
        }
        return endpoints;
    }

    private ClientSettings settings(int client) {
        ClientSettings settings = ClientSettings.standard(Machine.CLUSTER,
                endpoints(client, plan.machines())).named("c" + client)
                .withTimeouts(plan.clientMillis(), Math.max(200, plan.clientMillis() / 4));
        settings = plan.pinned() ? settings.withReadsPinned() : settings;
        return plan.retries() ? settings : settings.withoutRetries();
    }

    private NodeConfig config(int id) {
        Properties properties = new Properties();
        properties.put("cluster", Machine.CLUSTER);
        properties.put("node", "n" + id);
        properties.put("data", Machine.data(id).toString());
        properties.put("listen", "10.0.0." + id + ":4000");
        properties.put("admin", "10.0.0." + id + ":4001");
        if (id > plan.nodes()) {
            properties.put("id", "" + id);
        }
        properties.put("snapshot.blocks", "" + plan.snapshotBlocks());
        properties.put("log", plan.snapshotBlocks() % 2 == 0 ? "archive" : "drop");
        for (int member = 1; member <= plan.nodes(); member++) {
            properties.put("member.n" + member, "10.0.0." + member + ":4000");
        }
        try {
            return NodeConfig.of(properties);
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    long seed() {
        return seed;
    }

    Plan plan() {
        return plan;
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

    Chronicle chronicle() {
        return chronicle;
    }

    List<Machine> machines() {
        return machines;
    }

    Machine machine(int id) {
        return machines.get(id - 1);
    }

    /** How long somebody takes to start a node again that stopped by itself. */
    long operatorMicros(int id) {
        return operators[id].between(200, 2000) * Plan.MILLI;
    }

    /** How long work in the background takes. */
    long backgroundMicros(int id) {
        return operators[id].between(1, 50) * Plan.MILLI;
    }

    /** A client asks, unless it waits for too much already or there is no such client. */
    void ask(Deed.Ask ask) {
        int client = ask.client();
        if (client > plan.clients() || outstanding[client] >= plan.outstanding()) {
            return;
        }
        outstanding[client]++;
        Guest guest = guests.get(client - 1);
        guest.does(() -> chronicle.ask(guest.client, guest.host.id, ask,
                () -> outstanding[client]--));
    }

    /** Whether every operation of every client is over. */
    boolean quiet() {
        return chronicle.open() == 0;
    }

    /** The operator's own client asks; it tries again until its time is over. */
    void probe(Deed.Ask ask, Runnable then) {
        operator.does(() -> chronicle.ask(operator.client, operator.host.id, ask, then));
    }

    /** The operator asks one node to stand. */
    void nominate(int id) {
        if (consoles[id] == null) {
            consoles[id] = operator.another(ClientSettings.standard(Machine.CLUSTER,
                    List.of(Guest.endpoint(id))).named("console").withoutRetries());
        }
        operator.does(() -> consoles[id].nominate());
    }

    /** The operator prepares the next machine, as often as it takes, and asks for it. */
    void addMember() {
        int next = oracle.roster().nextId();
        if (next <= plan.machines()) {
            machine(next).join();
            change(Ask.Change.Kind.ADD, "n" + next, "10.0.0." + next + ":4000",
                    Fault.MEMBER_ADDED);
        }
    }

    void removeMember(int id) {
        change(Ask.Change.Kind.REMOVE, "n" + id, "", Fault.MEMBER_REMOVED);
    }

    private void change(Ask.Change.Kind kind, String name, String address, Fault counted) {
        Ask.Change change = new Ask.Change(nonces.next(), kind, name, address);
        operator.does(() -> operator.client.change(change).thenAccept(outcome -> {
            if (outcome instanceof Outcome.Ok<Answer.Judged>) {
                tally.add(counted);
            }
        }));
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
}
