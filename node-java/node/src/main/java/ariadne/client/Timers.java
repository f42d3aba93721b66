package ariadne.client;

import ariadne.client.Operation.Attempt;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * What is due when. Time-outs are the same for all operations, so their queues are in order as
 * they are; what is over drops out at the head.
 */
final class Timers {
    private record Again(Operation<?> operation, long atNanos) {}

    private final ArrayDeque<Operation<?>> expiring = new ArrayDeque<>();
    private final ArrayDeque<Attempt> attempts = new ArrayDeque<>();
    private final PriorityQueue<Again> again =
            new PriorityQueue<>(Comparator.comparingLong(Again::atNanos));

    void expire(Operation<?> operation) {
        expiring.addLast(operation);
    }

    void late(Attempt attempt) {
        attempts.addLast(attempt);
    }

    void again(Operation<?> operation, long atNanos) {
        again.add(new Again(operation, atNanos));
    }

    /** An operation whose time is over; null when there is none. */
    Operation<?> expired(long nowNanos) {
        drop();
        return !expiring.isEmpty() && expiring.getFirst().deadlineNanos <= nowNanos
                ? expiring.removeFirst() : null;
    }

    /** An attempt that takes too long; null when there is none. */
    Attempt late(long nowNanos) {
        drop();
        return !attempts.isEmpty() && attempts.getFirst().deadlineNanos <= nowNanos
                ? attempts.removeFirst() : null;
    }

    /** An operation to try again; null when there is none. */
    Operation<?> again(long nowNanos) {
        drop();
        return !again.isEmpty() && again.peek().atNanos() <= nowNanos
                ? again.poll().operation() : null;
    }

    /** The earliest of all. */
    OptionalLong next() {
        drop();
        if (expiring.isEmpty() && attempts.isEmpty() && again.isEmpty()) {
            return OptionalLong.empty();
        }
        long expires = expiring.isEmpty()
                ? Long.MAX_VALUE : expiring.getFirst().deadlineNanos;
        long late = attempts.isEmpty() ? Long.MAX_VALUE : attempts.getFirst().deadlineNanos;
        long retries = again.isEmpty() ? Long.MAX_VALUE : again.peek().atNanos();
        return OptionalLong.of(Math.min(expires, Math.min(late, retries)));
    }

    private void drop() {
        while (!expiring.isEmpty() && expiring.getFirst().done) {
            expiring.removeFirst();
        }
        while (!attempts.isEmpty() && attempts.getFirst().isOver()) {
            attempts.removeFirst();
        }
        while (!again.isEmpty() && again.peek().operation().done) {
            again.poll();
        }
    }
}
