package ariadne.cli;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientNetwork;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A person's session with a cluster: carries commands out and says how they ended. */
final class Session implements Closeable {
    private final ClientNetwork network;
    private final AriadneClient client;
    private final ClusterFile cluster;
    private final PrintStream out;

    /**
     * @param id of the client, from 1; client N speaks to node N first
     */
    Session(ClusterFile cluster, int id, PrintStream out) throws IOException {
        this.cluster = cluster;
        this.out = out;
        this.network = new ClientNetwork(new FrameCodec(WireLimits.STANDARD, new Sha256Hasher()));
        List<Endpoint> endpoints = new ArrayList<>();
        cluster.members().forEach((name, address) -> endpoints.add(endpoint(name, address)));
        Collections.rotate(endpoints, -((id - 1) % endpoints.size()));
        this.client = network.client(ClientSettings.standard(cluster.cluster(), endpoints)
                .named("client-" + id));
    }

    /** The cluster file's addresses were checked when it was read. */
    static Endpoint endpoint(String name, String address) {
        int colon = address.lastIndexOf(':');
        return new Endpoint(name, address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)));
    }

    boolean get(String key) {
        return switch (AriadneClient.await(client.get(Literal.bytes(key)))) {
            case Outcome.Ok<Answer.Value> ok -> {
                out.printf("%s   (at height %d, by %s)%n",
                        Literal.text(ok.value().entry().value()), ok.value().height(), ok.node());
                yield true;
            }
            case Outcome<Answer.Value> other -> sayNot(other);
        };
    }

    boolean put(String key, String value) {
        return write(AriadneClient.await(client.put(Literal.bytes(key), Literal.bytes(value))));
    }

    boolean delete(String key) {
        return write(AriadneClient.await(client.delete(Literal.bytes(key))));
    }

    /** The literal {@code null} expects, or leaves, nothing there. */
    boolean cas(String key, String expected, String value) {
        return write(AriadneClient.await(client.cas(Literal.bytes(key),
                expected.equals("null") ? null : Literal.bytes(expected),
                value.equals("null") ? null : Literal.bytes(value))));
    }

    private boolean write(Outcome<Applied> outcome) {
        if (!(outcome instanceof Outcome.Ok<Applied> ok)) {
            return sayNot(outcome);
        }
        if (ok.value().result() instanceof Result.Mismatch mismatch) {
            out.printf("not done: it holds %s   (judged at %s)%n",
                    Literal.text(mismatch.seen()), ok.value().position());
            return false;
        }
        out.printf("ok   (at %s, by %s)%n", ok.value().position(), ok.node());
        return true;
    }

    boolean sayNot(Outcome<?> outcome) {
        switch (outcome) {
            case Outcome.Refused<?> refused -> out.println("refused, it did not happen: "
                    + refused.why());
            case Outcome.Unknown<?> unknown -> out.println("unknown, it may have happened: "
                    + unknown.why());
            case Outcome.Ok<?> ok -> throw new IllegalArgumentException("ok: " + ok);
        }
        return false;
    }

    /** Asks a node to stand for election. */
    boolean nominate(String node) throws IOException {
        String address = cluster.members().get(node);
        if (address == null) {
            throw new Usage("no node " + node + "; there are: "
                    + String.join(", ", cluster.members().keySet()));
        }
        try (AriadneClient one = only(node, address)) {
            Outcome<Answer.Nominated> outcome = AriadneClient.await(one.nominate());
            if (!(outcome instanceof Outcome.Ok<Answer.Nominated> ok)) {
                return sayNot(outcome);
            }
            out.println(ok.value().stands() ? node + " stands for election"
                    : node + " can't stand: " + ok.value().why());
            return ok.value().stands();
        }
    }

    private AriadneClient only(String node, String address) {
        return network.client(ClientSettings.standard(
                cluster.cluster(), List.of(endpoint(node, address))).withTimeouts(1500, 700));
    }

    /** The members, or what stands in the way of knowing them. */
    Outcome<Answer.Members> members() {
        return AriadneClient.await(client.members());
    }

    Outcome<Answer.Judged> change(Ask.Change change) {
        return AriadneClient.await(client.change(change));
    }

    /** One line a node. */
    boolean status() throws IOException {
        boolean all = true;
        out.printf("%-5s %-22s %-8s %-9s %-9s %-13s %s%n",
                "node", "address", "role", "height", "ballot", "tip", "state");
        for (Map.Entry<String, String> member : cluster.members().entrySet()) {
            try (AriadneClient one = only(member.getKey(), member.getValue())) {
                if (AriadneClient.await(one.status())
                        instanceof Outcome.Ok<Answer.StatusReport> ok) {
                    Map<String, String> state = ok.value().entries();
                    out.printf("%-5s %-22s %-8s %-9s %-9s %-13s %s%n", member.getKey(),
                            member.getValue(),
                            state.get("leads").equals("0.0.0") ? "follows" : "leads",
                            state.get("applied"), state.get("promised"),
                            state.get("tip-hash").substring(0, 12), state.get("state-hash"));
                } else {
                    all = false;
                    out.printf("%-5s %-22s does not answer%n", member.getKey(),
                            member.getValue());
                }
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        client.close();
        network.close();
    }
}
