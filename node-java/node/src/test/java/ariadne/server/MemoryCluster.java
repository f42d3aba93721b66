package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientLoop;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.client.Outcome;
import ariadne.kv.Result;
import ariadne.paxos.Ballot;
import ariadne.transport.Transport;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Whole nodes of one cluster, in turn, by a clock that moves by hand. Their files are real. */
final class MemoryCluster implements AutoCloseable {
    static final String NAME = "tried";
    private static final int ROUNDS = 3000;
    private static final int PORT = 4000;

    final MemoryNetwork network = new MemoryNetwork();
    /** Nodes that run, by name. */
    final Map<String, Node> nodes = new LinkedHashMap<>();
    /** Why a node ended by itself, by name. */
    final Map<String, String> ends = new LinkedHashMap<>();
    /** Other members than the first, in the config files of nodes to come. */
    List<String> known = List.of();
    private final Map<String, ChainStore> chains = new LinkedHashMap<>();
    private final Path dir;
    private final int first;
    private final Random random;
    private final List<Runnable> programs = new ArrayList<>();

    /** Nodes n1 and so on, which run. */
    MemoryCluster(Path dir, int first, long seed) throws Exception {
        this.dir = dir;
        this.first = first;
        this.random = new Random(seed);
        for (int i = 1; i <= first; i++) {
            format("n" + i, 0);
            start("n" + i, 0);
        }
    }

    /** Node nX is at 10.0.0.X. */
    static String address(String name) {
        return "10.0.0." + name.substring(1) + ":" + PORT;
    }

    /** The config of a first member, or with an id that of one that joins. */
    NodeConfig config(String name, int id) throws ConfigException {
        Properties lines = new Properties();
        lines.put("cluster", NAME);
        lines.put("node", name);
        lines.put("data", dir.resolve(name + "-" + id).toString());
        lines.put("listen", address(name));
        lines.put("admin", "127.0.0.1:1");
        if (!known.isEmpty()) {
            lines.put("known", String.join(",", known));
        }
        if (id > 0) {
            lines.put("id", "" + id);
        }
        IntStream.rangeClosed(1, first).forEach(i ->
                lines.put("member.n" + i, address("n" + i)));
        return NodeConfig.of(lines);
    }

    void format(String name, int id) throws ConfigException {
        Server.format(config(name, id));
    }

    void start(String name, int id) throws Exception {
        NodeConfig config = config(name, id);
        ChainStore chain = ChainStore.open(config.data(), NAME, config.self().id());
        chains.put(name, chain);
        nodes.put(name, new Node(config, Limits.STANDARD, ports(), chain, new Sha256Hasher(),
                new Parts()));
    }

    /** Formatted and started to become a member under an id. */
    void join(String name, int id) throws Exception {
        format(name, id);
        start(name, id);
    }

    private Ports ports() {
        return new Ports(network.clock(), network.transport(), Runnable::run,
                new Random(random.nextLong()), 1);
    }

    /** As by a kill. */
    void stop(String name) throws ChainException {
        nodes.remove(name).close();
        chains.remove(name).close();
    }

    /** One tick of everybody. */
    void round() throws IOException, ChainException {
        network.nanos += Node.TICK_MILLIS * 1_000_000;
        for (String name : List.copyOf(nodes.keySet())) {
            try {
                nodes.get(name).turn(0);
            } catch (ChainException e) {
                ends.put(name, e.getMessage());
                stop(name);
            }
        }
        programs.forEach(Runnable::run);
    }

    void until(String what, BooleanSupplier condition)
            throws IOException, ChainException {
        for (int i = 0; i < ROUNDS && !condition.getAsBoolean(); i++) {
            round();
        }
        assertThat(condition.getAsBoolean()).as("%s within %d rounds; ended: %s", what, ROUNDS,
                ends).isTrue();
    }

    void rounds(int rounds)
            throws IOException, ChainException {
        for (int i = 0; i < rounds; i++) {
            round();
        }
    }

    /** The one that leads, once there is one that serves. */
    String leader()
            throws IOException, ChainException {
        until("a leader", () -> leading() != null);
        return leading();
    }

    private String leading() {
        return nodes.entrySet().stream()
                .filter(each -> !each.getValue().core.replica.leads().equals(Ballot.ZERO)
                        && each.getValue().core.replica.follows() == each.getValue().config
                                .self().id())
                .map(Map.Entry::getKey).findFirst().orElse(null);
    }

    /** A client that tries these nodes, in this order. */
    AriadneClient client(ClientSettings settings) {
        Transport transport = network.transport();
        List<Runnable> tasks = new ArrayList<>();
        ClientLoop loop = new ClientLoop(new FrameCodec(WireLimits.STANDARD, new Sha256Hasher()),
                transport, () -> network.nanos, random::nextLong, tasks::add);
        AriadneClient client = loop.client(settings);
        programs.add(() -> {
            List<Runnable> now = List.copyOf(tasks);
            tasks.clear();
            now.forEach(Runnable::run);
            loop.tick();
            try {
                transport.poll(0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return client;
    }

    /** This node and the others hear nothing of each other as members; clients reach it. */
    void cutOff(String name) {
        Node node = nodes.get(name);
        for (Node other : nodes.values()) {
            if (other != node && other.directory.peers().containsKey(node.config.self().id())) {
                other.door.breakLink(node.config.self().id(), true);
                node.door.breakLink(other.config.self().id(), true);
            }
        }
    }

    /** Somebody that is none of ours is driven too. */
    void plays(Transport transport) {
        programs.add(() -> {
            try {
                transport.poll(0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    static ClientSettings settings(List<String> names) {
        return ClientSettings.standard(NAME, names.stream()
                .map(name -> new Endpoint(name, "10.0.0." + name.substring(1), PORT)).toList());
    }

    <T> Outcome<T> outcome(CompletableFuture<Outcome<T>> future)
            throws IOException, ChainException {
        until("an outcome", future::isDone);
        return future.join();
    }

    <T> T ok(CompletableFuture<Outcome<T>> future)
            throws IOException, ChainException {
        Outcome<T> outcome = outcome(future);
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        return ((Outcome.Ok<T>) outcome).value();
    }

    /** Why one node refuses. */
    <T> String refusal(CompletableFuture<Outcome<T>> future)
            throws IOException, ChainException {
        Outcome<T> outcome = outcome(future);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<T>) outcome).why();
    }

    private CompletableFuture<Outcome<Answer.Judged>> ask(
            Ask.Change.Kind kind, String name, String address) {
        return client(settings(List.copyOf(nodes.keySet()))).change(
                new Ask.Change(random.nextLong(), kind, name, address));
    }

    CompletableFuture<Outcome<Answer.Judged>> add(String name) {
        return ask(Ask.Change.Kind.ADD, name, address(name));
    }

    CompletableFuture<Outcome<Answer.Judged>> remove(String name) {
        return ask(Ask.Change.Kind.REMOVE, name, "");
    }

    CompletableFuture<Outcome<Answer.Judged>> replace(String name, String address) {
        return ask(Ask.Change.Kind.REPLACE, name, address);
    }

    /** A change that is done; its era. */
    int changed(CompletableFuture<Outcome<Answer.Judged>> change)
            throws IOException, ChainException {
        return ((Result.Changed) ok(change).applied().result()).era();
    }

    /** Until these nodes have all applied the same. */
    void settled()
            throws IOException, ChainException {
        leader();
        until("all settle", () -> nodes.values().stream().map(n -> n.core.applied() + " "
                + n.core.store.stateHash()).distinct().count() == 1);
    }

    @Override
    public void close() throws ChainException {
        for (String name : List.copyOf(nodes.keySet())) {
            stop(name);
        }
    }
}
