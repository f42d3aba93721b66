package ariadne.client;

import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One operation on its way, and its attempts.
 *
 * @param <T> what its answer says
 */
final class Operation<T> {
    final CompletableFuture<Outcome<T>> future = new CompletableFuture<>();
    final Function<Answer, Optional<T>> reading;
    /** Null for a read. */
    final Command command;
    /** Null for a write that waits for its session. */
    Ask ask;
    OperationId id;
    long deadlineNanos;
    /** The one that is waited for; null before the first and between two. */
    Attempt attempt;
    final List<Attempt> attempts = new ArrayList<>();
    /** Sent, and not refused for certain. While there is one, the operation is not refused. */
    final Set<Attempt> inDoubt = new HashSet<>();
    Outcome.Reason lastReason = Outcome.Reason.UNREACHABLE;
    String lastWhy = "";
    boolean hinted;
    boolean done;

    private Operation(Command command, Ask ask, Function<Answer, Optional<T>> reading) {
        this.command = command;
        this.ask = ask;
        this.reading = reading;
    }

    static <T> Operation<T> write(Command command, Function<Answer, Optional<T>> reading) {
        return new Operation<>(command, null, reading);
    }

    static <T extends Answer> Operation<T> read(Ask ask, Class<T> answer) {
        return new Operation<>(null, ask, each -> answer.isInstance(each)
                ? Optional.of(answer.cast(each)) : Optional.empty());
    }

    Optional<OperationId> maybeId() {
        return Optional.ofNullable(id);
    }

    /** The outcome when nothing more is tried. */
    Outcome<T> failed() {
        return inDoubt.isEmpty() ? new Outcome.Refused<>(lastReason, lastWhy, maybeId())
                : new Outcome.Unknown<>(lastWhy, maybeId());
    }

    /** One try on one node. */
    static final class Attempt {
        final Operation<?> operation;
        final Node node;
        final long tag;
        final long begunNanos;
        final long deadlineNanos;
        boolean sent;

        Attempt(Operation<?> operation, Node node, long tag, long begunNanos,
                long deadlineNanos) {
            this.operation = operation;
            this.node = node;
            this.tag = tag;
            this.begunNanos = begunNanos;
            this.deadlineNanos = deadlineNanos;
        }

        /** Whether nobody waits for it any more; its answer counts all the same. */
        boolean isOver() {
            return operation.done || operation.attempt != this;
        }
    }
}
