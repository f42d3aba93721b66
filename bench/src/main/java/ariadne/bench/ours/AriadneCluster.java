package ariadne.bench.ours;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Processes;
import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientNetwork;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.client.Outcome;
import ariadne.kv.Bytes;
import ariadne.wire.Answer;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;

/** Our nodes while they run. */
record AriadneCluster(Processes processes, List<Integer> ports) implements Cluster {
    /**
     * Operations of one session. A session keeps at most 2,048 answers on a node, so a client
     * of more needs several.
     */
    private static final int PER_SESSION = 512;

    @Override
    public int leader() throws Exception {
        try (ClientNetwork network = network()) {
            for (int i = 0; i < ports.size(); i++) {
                ClientSettings settings = ClientSettings.standard(AriadnePeer.CLUSTER,
                        List.of(endpoint(i))).withTimeouts(1000, 500);
                if (AriadneClient.await(network.client(settings).status())
                        instanceof Outcome.Ok<Answer.StatusReport> ok) {
                    String name = ok.value().entries().getOrDefault("follows", "");
                    if (!name.isEmpty()) {
                        return Integer.parseInt(name.substring(1)) - 1;
                    }
                }
            }
        }
        return -1;
    }

    /** It always knows all nodes, the leader first: a leader that changes costs a forward. */
    @Override
    public Client client(int outstanding, int leader, boolean only) throws IOException {
        List<Endpoint> endpoints = new ArrayList<>(List.of(endpoint(leader)));
        for (int i = 0; i < ports.size(); i++) {
            if (i != leader) {
                endpoints.add(endpoint(i));
            }
        }
        ClientNetwork network = network();
        int sessions = Math.ceilDiv(outstanding, PER_SESSION);
        // Patient: under full load an answer may take longer than the second of the standard, and
        // a second attempt would only add to the load.
        ClientSettings settings = ClientSettings.standard(AriadnePeer.CLUSTER, endpoints)
                .named("bench").withTimeouts(10_000, 5_000);
        AriadneClient[] clients = new AriadneClient[sessions];
        for (int i = 0; i < sessions; i++) {
            clients[i] = network.client(settings);
        }
        return new Spread(network, clients, new AtomicIntegerArray(sessions),
                new AtomicInteger());
    }

    private static ClientNetwork network() throws IOException {
        return new ClientNetwork(new FrameCodec(WireLimits.STANDARD, new Sha256Hasher()));
    }

    private Endpoint endpoint(int node) {
        return new Endpoint("n" + (node + 1), "127.0.0.1", ports.get(node));
    }

    /** Several sessions on one thread; an operation goes to one that has room. */
    private record Spread(ClientNetwork network, AriadneClient[] clients,
            AtomicIntegerArray outstanding, AtomicInteger freed) implements Client {
        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            int session = take();
            tell(session, clients[session].put(Bytes.of(key), Bytes.of(value)), answer,
                    applied -> null);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            int session = take();
            tell(session, clients[session].get(Bytes.of(key)), answer, found ->
                    found.entry().value() == null ? null : found.entry().value().array());
        }

        private <T> void tell(int session, CompletableFuture<Outcome<T>> future, Answer answer,
                Function<T, byte[]> value) {
            future.thenAccept(outcome -> {
                outstanding.decrementAndGet(session);
                freed.set(session);
                switch (outcome) {
                    case Outcome.Ok<T> ok -> answer.ok(value.apply(ok.value()));
                    case Outcome.Refused<T> refused -> answer.failed(refused.why());
                    case Outcome.Unknown<T> unknown -> answer.failed(unknown.why());
                }
            });
        }

        /** One with room, mostly that of the last answer; with more than was said, any. */
        private int take() {
            int first = freed.get();
            for (int i = 0; i < clients.length; i++) {
                int session = (first + i) % clients.length;
                if (outstanding.incrementAndGet(session) <= PER_SESSION) {
                    return session;
                }
                outstanding.decrementAndGet(session);
            }
            outstanding.incrementAndGet(first);
            return first;
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
