package ariadne.client;

import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.WireLimits;
import java.io.Closeable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A client of one cluster. Thread-safe. Each operation ends with an outcome by its time-out,
 * and no future fails. Futures are completed on the network's thread, which must not be held
 * up: whoever wants to wait uses {@link #await}, on a thread of its own.
 */
public final class AriadneClient implements Closeable {
    private final ClientLoop loop;
    private final Core core;
    private final WireLimits limits;

    AriadneClient(ClientLoop loop, Core core, WireLimits limits) {
        this.loop = loop;
        this.core = core;
        this.limits = limits;
    }

    /** Puts a value; the result is {@link Result.Done}. */
    public CompletableFuture<Outcome<Applied>> put(Bytes key, Bytes value) {
        return write(new Command.Put(key, value));
    }

    /** Deletes a key, also one that is absent; the result is {@link Result.Done}. */
    public CompletableFuture<Outcome<Applied>> delete(Bytes key) {
        return write(new Command.Delete(key));
    }

    /**
     * Compares and sets; the result is {@link Result.Done} or {@link Result.Mismatch}.
     *
     * @param expected null for "absent"
     * @param value null to delete
     */
    public CompletableFuture<Outcome<Applied>> cas(Bytes key, Bytes expected, Bytes value) {
        return write(new Command.Cas(key, expected, value));
    }

    /** Reads linearizably. */
    public CompletableFuture<Outcome<Answer.Value>> get(Bytes key) {
        Optional<String> refusal = limits.refusal(key);
        return refusal.isPresent() ? refused(refusal.get())
                : submit(Operation.read(new Ask.Get(key), Answer.Value.class));
    }

    /** Asks what came of a write, of this client or another. */
    public CompletableFuture<Outcome<Answer.Found>> lookup(OperationId id) {
        return submit(Operation.read(new Ask.Lookup(id), Answer.Found.class));
    }

    /**
     * Reads decided blocks as one node has them.
     *
     * @param fromHeight 1 or more
     * @param maxBytes of transactions; one block comes whatever its size
     */
    public CompletableFuture<Outcome<Answer.ChainPart>> blocks(long fromHeight, int maxBytes) {
        return submit(
                Operation.read(new Ask.Blocks(fromHeight, maxBytes), Answer.ChainPart.class));
    }

    /** How the node is that this client speaks to; a client of one endpoint chooses which. */
    public CompletableFuture<Outcome<Answer.StatusReport>> status() {
        return submit(Operation.read(new Ask.Status(), Answer.StatusReport.class));
    }

    /** Asks that node to stand for election; a client of one endpoint chooses which. */
    public CompletableFuture<Outcome<Answer.Nominated>> nominate() {
        return submit(Operation.read(new Ask.Nominate(), Answer.Nominated.class));
    }

    /** Who the members are. */
    public CompletableFuture<Outcome<Answer.Members>> members() {
        return submit(Operation.read(new Ask.Members(), Answer.Members.class));
    }

    /**
     * Changes the members by one; the result is {@link Result.Changed}. Other than for a write, a
     * refusal need not mean that nothing happened, when an answer was lost before: {@link
     * #members} tells.
     */
    public CompletableFuture<Outcome<Answer.Judged>> change(Ask.Change change) {
        return submit(Operation.read(change, Answer.Judged.class));
    }

    /** Waits for the outcome, which comes by the operation's time-out. */
    public static <T> Outcome<T> await(CompletableFuture<Outcome<T>> future) {
        return future.join();
    }

    /** Gives up what is outstanding, refused or unknown, and closes the connections. */
    @Override
    public void close() {
        loop.execute(() -> {
            core.close("the client is closed");
            loop.forget(core);
        });
    }

    private CompletableFuture<Outcome<Applied>> write(Command command) {
        Optional<String> refusal = limits.refusal(command);
        return refusal.isPresent() ? refused(refusal.get())
                : submit(Operation.write(command, AriadneClient::applied));
    }

    private static Optional<Applied> applied(Answer answer) {
        return answer instanceof Answer.Judged judged
                && !(judged.applied().result() instanceof Result.Opened)
                ? Optional.of(judged.applied()) : Optional.empty();
    }

    private static <T> CompletableFuture<Outcome<T>> refused(String why) {
        return CompletableFuture.completedFuture(
                new Outcome.Refused<>(Outcome.Reason.TOO_LARGE, why, Optional.empty()));
    }

    private <T> CompletableFuture<Outcome<T>> submit(Operation<T> operation) {
        loop.execute(() -> core.submit(operation));
        return operation.future;
    }
}
