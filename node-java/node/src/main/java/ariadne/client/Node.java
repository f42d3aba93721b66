package ariadne.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One endpoint as the client sees it. */
final class Node {
    /** How far the connection is. */
    enum State { DOWN, DIALING, GREETING, READY }

    final int index;
    final String name;
    State state = State.DOWN;
    /** Begun before the connection was ready: nothing of them was sent. */
    final Set<Operation.Attempt> waiting = new LinkedHashSet<>();
    /** By tag: what the node may still answer on this connection. */
    final Map<Long, Operation.Attempt> sent = new LinkedHashMap<>();
    long lastReadNanos;
    boolean refusedGreeting;

    Node(int index, String name) {
        this.index = index;
        this.name = name;
    }

    /** The connection is gone; what hung on it. */
    List<Operation.Attempt> lost() {
        List<Operation.Attempt> lost = new ArrayList<>(waiting);
        lost.addAll(sent.values());
        waiting.clear();
        sent.clear();
        state = State.DOWN;
        return lost;
    }
}
