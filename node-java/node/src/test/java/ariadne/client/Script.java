package ariadne.client;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A core whose nodes are played by the test, and whose clock it moves. */
final class Script implements Port {
    static final long SESSION = 77;

    /** A request that reached a node. */
    record Asked(int node, long tag, Ask ask) {}

    final List<Integer> dialed = new ArrayList<>();
    final List<Frame.Hello> hellos = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    /** Nodes that connect and greet as soon as they are dialed. */
    final Set<Integer> well = new HashSet<>(Set.of(0, 1, 2));
    final Core core;
    private final Transactions transactions = new Transactions(WireLimits.STANDARD);
    private final List<Integer> dialing = new ArrayList<>();
    private long nanos = 5_000_000_000L;
    private long nonce = 100;
    private int next;

    Script(ClientSettings settings) {
        core = new Core(settings, transactions, this, () -> nanos, () -> ++nonce);
    }

    /** Three nodes, 1,000 ms an operation, 300 ms an attempt, 10 ms before the second. */
    static ClientSettings settings() {
        return new ClientSettings("blue", "test", List.of(new Endpoint("n1", "h", 1),
                new Endpoint("n2", "h", 2), new Endpoint("n3", "h", 3)), 1000, 300, 10, false,
                true, 8);
    }

    @Override
    public void dial(int node) {
        dialed.add(node);
        dialing.add(node);
    }

    @Override
    public void send(int node, Frame frame) {
        switch (frame) {
            case Frame.Hello hello -> hellos.add(hello);
            case Frame.ClientRequest request ->
                    asked.add(new Asked(node, request.tag(), request.ask()));
            default -> throw new AssertionError(frame);
        }
    }

    @Override
    public void close(int node, String why) {
        closed.add(node + ": " + why);
        dialing.remove((Integer) node);
    }

    /** Lets nodes that are well greet. */
    void pump() {
        for (Integer node : List.copyOf(dialing)) {
            if (well.contains(node)) {
                dialing.remove(node);
                core.connected(node);
                core.frame(node, new Frame.HelloAnswer(true, node + 1, ""));
            }
        }
    }

    void millis(long millis) {
        for (long i = 0; i < millis; i++) {
            nanos += 1_000_000;
            core.tick();
            pump();
        }
    }

    long nowMillis() {
        return nanos / 1_000_000;
    }

    CompletableFuture<Outcome<Applied>> put(String key) {
        return submit(Operation.write(new Command.Put(bytes(key), bytes("v")),
                answer -> answer instanceof Answer.Judged judged
                        ? Optional.of(judged.applied()) : Optional.empty()));
    }

    CompletableFuture<Outcome<Answer.Value>> get(String key) {
        return submit(Operation.read(new Ask.Get(bytes(key)), Answer.Value.class));
    }

    private <T> CompletableFuture<Outcome<T>> submit(Operation<T> operation) {
        core.submit(operation);
        pump();
        return operation.future;
    }

    /** The next request that reached a node, in order; it must be there. */
    Asked take() {
        assertThat(asked).as("requests, %d of them seen", next).hasSizeGreaterThan(next);
        return asked.get(next++);
    }

    void nothingMore() {
        assertThat(asked).hasSize(next);
    }

    /** Opens the session that the first write asks for. */
    void open() {
        Asked open = take();
        assertThat(request(open).command()).isInstanceOf(Command.Open.class);
        answer(open, judged(new Result.Opened(SESSION)));
    }

    void answer(Asked asked, Answer answer) {
        core.frame(asked.node(), new Frame.ClientResponse(asked.tag(), answer));
        core.tick();
        pump();
    }

    void lose(int node) {
        core.closed(node, "reset");
        core.tick();
        pump();
    }

    Request request(Asked asked) {
        try {
            return transactions.decode(((Ask.Write) asked.ask()).transaction());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    OperationId id(Asked asked) {
        return request(asked).id();
    }

    static Answer judged(Result result) {
        return new Answer.Judged(new Applied(result, new Position(9, 2), false));
    }

    static Answer rejected(Result.Reason reason) {
        return judged(new Result.Rejected(reason));
    }

    static Answer noLeader(String leader) {
        return new Answer.Refused(Answer.Code.NO_LEADER, "not me", leader);
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
