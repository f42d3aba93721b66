package ariadne.client;

import static ariadne.client.Script.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.kv.Bytes;
import ariadne.kv.Entry;
import ariadne.kv.OperationId;
import ariadne.kv.Result;
import ariadne.kv.Roster;
import ariadne.paxos.Hash;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Network;
import ariadne.transport.TransportLimits;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole client over loopback sockets. The test's own thread plays the node. */
class AriadneClientTest {
    private final FrameCodec codec = new FrameCodec(WireLimits.STANDARD,
            (height, parent, transactions) -> new Hash(height, 0, 0, transactions.size()));
    private Network node;
    private ClientNetwork clients;
    private ClientSettings settings;

    @BeforeEach
    void open() throws IOException {
        node = new Network(TransportLimits.STANDARD, System::nanoTime);
        InetSocketAddress address = node.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new FakeNode());
        clients = new ClientNetwork(codec);
        settings = ClientSettings.standard("blue", List.of(new Endpoint("n1",
                address.getHostString(), address.getPort()))).withTimeouts(20_000, 10_000);
    }

    @AfterEach
    void close() throws IOException {
        clients.close();
        node.close();
    }

    private <T> Outcome<T> outcome(CompletableFuture<Outcome<T>> future) throws IOException {
        future.thenRun(node::wakeup);
        for (int i = 0; i < 2000 && !future.isDone(); i++) {
            node.poll(10);
        }
        assertThat(future).isDone();
        return AriadneClient.await(future);
    }

    private <T> T ok(CompletableFuture<Outcome<T>> future) throws IOException {
        return ((Outcome.Ok<T>) outcome(future)).value();
    }

    @Test
    void eachOperationAndItsAnswer() throws IOException {
        AriadneClient client = clients.client(settings);
        var put = outcome(client.put(bytes("k"), bytes("v")));
        assertThat(put).isInstanceOf(Outcome.Ok.class);
        assertThat(put.id()).contains(new OperationId(5, 1));
        assertThat(ok(client.delete(bytes("k"))).result()).isEqualTo(new Result.Done());
        assertThat(ok(client.cas(bytes("k"), null, bytes("w"))).result())
                .isInstanceOf(Result.Mismatch.class);
        assertThat(ok(client.get(bytes("k"))).height()).isEqualTo(8);
        assertThat(ok(client.lookup(new OperationId(5, 1))).applied()).isEmpty();
        assertThat(ok(client.blocks(1, 1000)).decided()).isEqualTo(8);
        assertThat(ok(client.status()).entries()).containsEntry("role", "leader");
        assertThat(ok(client.nominate()).stands()).isTrue();
        client.close();
        assertThat(outcome(client.get(bytes("k")))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void manyClientsWithManyOutstanding() throws IOException {
        Map<CompletableFuture<? extends Outcome<?>>, Integer> futures = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            AriadneClient client = clients.client(settings);
            for (int j = 0; j < 200; j++) {
                futures.put(client.put(bytes("k" + j), bytes("v")), i);
            }
        }
        List<Outcome<?>> outcomes = new ArrayList<>();
        for (CompletableFuture<? extends Outcome<?>> future : futures.keySet()) {
            for (int i = 0; i < 2000 && !future.isDone(); i++) {
                node.poll(10);
            }
            outcomes.add(future.join());
        }
        assertThat(outcomes).hasSize(1000).allMatch(each -> each instanceof Outcome.Ok);
    }

    @Test
    void whatIsTooLargeIsNotSent() throws IOException {
        AriadneClient client = clients.client(settings);
        var put = outcome(client.put(bytes("k"), Bytes.of(new byte[(512 << 10) + 1])));
        assertThat(put).isEqualTo(new Outcome.Refused<>(Outcome.Reason.TOO_LARGE,
                "the value has 524289 bytes, the limit is 524288", Optional.empty()));
        assertThat(outcome(client.get(bytes("")))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void anotherClusterIsRefusedInWords() throws IOException {
        AriadneClient client = clients.client(
                ClientSettings.standard("red", settings.endpoints()));
        assertThat(outcome(client.get(bytes("k")))).isEqualTo(new Outcome.Refused<>(
                Outcome.Reason.WRONG_CLUSTER, "n1 refused: you look for cluster 'red', this is"
                + " cluster 'blue'", Optional.empty()));
    }

    @Test
    void aNodeThatTalksNonsenseIsUnknownAndAClosedNetworkEndsAll() throws IOException {
        AriadneClient client = clients.client(settings.withoutRetries());
        var nonsense = outcome(client.get(bytes("nonsense")));
        assertThat(((Outcome.Unknown<?>) nonsense).why()).contains("bad bytes");
        var silence = client.get(bytes("silence"));
        outcome(client.status());
        clients.close();
        assertThat(silence.join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(client.get(bytes("k")).join()).isInstanceOf(Outcome.Refused.class);
        assertThat(clients.client(settings).get(bytes("k")).join())
                .isInstanceOf(Outcome.Refused.class);
    }

    /** Answers each question by its kind. */
    private final class FakeNode implements Handler {
        @Override
        public void frame(Connection connection, ByteBuffer payload) {
            try {
                answer(connection, codec.decode(payload));
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }

        private void answer(Connection connection, Frame frame) throws WireException {
            if (frame instanceof Frame.Hello hello) {
                Frame.HelloAnswer answer = hello.answer("blue", 1);
                connection.send(codec.encode(answer));
                if (!answer.ok()) {
                    connection.closeWhenSent(answer.why());
                }
            } else if (frame instanceof Frame.ClientRequest request) {
                Answer answer = answer(connection, request.ask());
                if (answer != null) {
                    connection.send(
                            codec.encode(new Frame.ClientResponse(request.tag(), answer)));
                }
            }
        }

        private Answer answer(Connection connection, Ask ask) throws WireException {
            return switch (ask) {
                case Ask.Write write when Transactions.id(write.transaction()).session() == 0 ->
                        Script.judged(new Result.Opened(5));
                case Ask.Write write when write.transaction()[0] == 4 ->
                        Script.judged(new Result.Mismatch(bytes("v"), Entry.NEVER.written()));
                case Ask.Write write -> Script.judged(new Result.Done());
                case Ask.Get get when get.key().equals(bytes("silence")) -> null;
                case Ask.Get get when get.key().equals(bytes("nonsense")) -> {
                    connection.send(new byte[] {99});
                    yield null;
                }
                case Ask.Get get -> new Answer.Value(Entry.NEVER, 8);
                case Ask.Lookup lookup -> new Answer.Found(Optional.empty(), 8);
                case Ask.Blocks blocks -> new Answer.ChainPart(8, List.of());
                case Ask.Status status -> new Answer.StatusReport(Map.of("role", "leader"));
                case Ask.Nominate nominate -> new Answer.Nominated(true, "");
                case Ask.Members members -> new Answer.Members(Roster.NONE, Roster.NONE);
                case Ask.Change change ->
                        new Answer.Refused(Answer.Code.NO_LEADER, "a stand-in", "");
                case Ask.Snapshot snapshot -> throw new AssertionError(snapshot);
            };
        }

        @Override
        public void closed(Connection connection, String reason) {}
    }
}
