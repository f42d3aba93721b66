package ariadne.client;

import java.util.ArrayDeque;
import java.util.List;

/** Writes that wait, in their order, for a session or for room in it. Those that end go. */
final class HeldWrites {
    private final ArrayDeque<Operation<?>> waiting = new ArrayDeque<>();

    void add(Operation<?> operation, String why) {
        operation.lastWhy = why;
        waiting.add(operation);
    }

    boolean isEmpty() {
        while (!waiting.isEmpty() && waiting.element().done) {
            waiting.remove();
        }
        return waiting.isEmpty();
    }

    /** The oldest, which is held no longer; there must be one. */
    Operation<?> next() {
        return waiting.remove();
    }

    List<Operation<?>> all() {
        waiting.removeIf(each -> each.done);
        return List.copyOf(waiting);
    }
}
