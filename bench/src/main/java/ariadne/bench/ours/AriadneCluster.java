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
        AriadneClient[] clients = new AriadneClient[sessions];
        for (int i = 0; i < sessions; i++) {
            clients[i] = network.client(
                    ClientSettings.standard(AriadnePeer.CLUSTER, endpoints).named("bench"));
        }
        return new Spread(network, clients, new AtomicInteger());
    }

    private static ClientNetwork network() throws IOException {
        return new ClientNetwork(new FrameCodec(WireLimits.STANDARD, new Sha256Hasher()));
    }

    private Endpoint endpoint(int node) {
        return new Endpoint("n" + (node + 1), "127.0.0.1", ports.get(node));
    }

    /** Several sessions on one thread, taken in turn. */
    private record Spread(ClientNetwork network, AriadneClient[] clients, AtomicInteger turn)
            implements Client {
        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            tell(next().put(Bytes.of(key), Bytes.of(value)), answer);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            next().get(Bytes.of(key)).thenAccept(outcome -> {
                switch (outcome) {
                    case Outcome.Ok<ariadne.wire.Answer.Value> ok -> answer.ok(
                            ok.value().entry().value() == null
                                    ? null : ok.value().entry().value().array());
                    case Outcome.Refused<?> refused -> answer.failed(refused.why());
                    case Outcome.Unknown<?> unknown -> answer.failed(unknown.why());
                }
            });
        }

        private static <T> void tell(CompletableFuture<Outcome<T>> future, Answer answer) {
            future.thenAccept(outcome -> {
                switch (outcome) {
                    case Outcome.Ok<T> ok -> answer.ok(null);
                    case Outcome.Refused<T> refused -> answer.failed(refused.why());
                    case Outcome.Unknown<T> unknown -> answer.failed(unknown.why());
                }
            });
        }

        private AriadneClient next() {
            return clients[Math.floorMod(turn.getAndIncrement(), clients.length)];
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
