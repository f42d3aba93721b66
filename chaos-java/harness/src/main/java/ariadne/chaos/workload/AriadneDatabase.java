package ariadne.chaos.workload;

import ariadne.checker.history.OpId;
import ariadne.checker.history.Position;
import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.OperationId;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The database under test, by its own client library. */
public final class AriadneDatabase implements Database {
    private final AriadneClient client;
    private final String first;
    private String node;

    /**
     * @param first name of the node that the client speaks to first
     */
    public AriadneDatabase(AriadneClient client, String first) {
        this.client = client;
        this.first = first;
        this.node = first;
    }

    @Override
    public Reply get(String key) {
        return switch (AriadneClient.await(client.get(bytes(key)))) {
            case Outcome.Ok<Answer.Value> ok -> {
                node = ok.node();
                yield new Reply(End.OK, text(ok.value().entry().value()),
                        Position.read(ok.value().height()), null, "");
            }
            case Outcome.Refused<Answer.Value> refused -> refused(refused);
            case Outcome.Unknown<Answer.Value> unknown -> unknown(unknown);
        };
    }

    @Override
    public Reply put(String key, String value) {
        return write(AriadneClient.await(client.put(bytes(key), bytes(value))));
    }

    @Override
    public Reply cas(String key, String expected, String value) {
        return write(AriadneClient.await(client.cas(
                bytes(key), expected == null ? null : bytes(expected), bytes(value))));
    }

    private Reply write(Outcome<Applied> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Applied> ok -> {
                node = ok.node();
                Applied applied = ok.value();
                Position position = new Position(
                        applied.position().height(), applied.position().index());
                yield applied.result() instanceof Result.Mismatch mismatch
                        ? new Reply(End.MISMATCH, text(mismatch.seen()), position, id(ok), "")
                        : new Reply(End.OK, null, position, id(ok), "");
            }
            case Outcome.Refused<Applied> refused -> refused(refused);
            case Outcome.Unknown<Applied> unknown -> unknown(unknown);
        };
    }

    private Reply refused(Outcome.Refused<?> refused) {
        node = first;
        return new Reply(End.REFUSED, null, null, id(refused),
                refused.reason() + ": " + refused.why());
    }

    private Reply unknown(Outcome.Unknown<?> unknown) {
        node = first;
        return new Reply(End.UNKNOWN, null, null, id(unknown), unknown.why());
    }

    private static OpId id(Outcome<?> outcome) {
        Optional<OperationId> id = outcome.id();
        return id.map(i -> new OpId(i.session(), i.sequence())).orElse(null);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return bytes == null ? null : new String(bytes.array(), StandardCharsets.UTF_8);
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void close() {
        client.close();
    }
}
