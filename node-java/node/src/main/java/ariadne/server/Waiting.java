package ariadne.server;

import ariadne.kv.OperationId;
import ariadne.transport.Connection;
import ariadne.wire.Ask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Requests of this node's own clients that have no answer yet. */
final class Waiting {
    /**
     * A write that waits for its decision.
     *
     * @param tag the client's name for the request
     * @param ticket this node's name for it
     */
    record Write(OperationId id, Connection client, long tag, long ticket, long deadlineNanos) {}

    /** A read that waits for its height, and then for the node to apply it. */
    record Get(long readId, Connection client, long tag, Ask ask, long deadlineNanos) {}

    private final Map<OperationId, List<Write>> writes = new HashMap<>();
    private final Map<Long, Write> byTicket = new HashMap<>();
    private final ArrayDeque<Write> writesByAge = new ArrayDeque<>();
    private final Map<Long, Get> gets = new HashMap<>();
    private final ArrayDeque<Get> getsByAge = new ArrayDeque<>();
    private final TreeMap<Long, List<Get>> atHeight = new TreeMap<>();

    int size() {
        return byTicket.size() + gets.size();
    }

    void add(Write write) {
        writes.computeIfAbsent(write.id(), id -> new ArrayList<>(1)).add(write);
        byTicket.put(write.ticket(), write);
        writesByAge.add(write);
    }

    void add(Get get) {
        gets.put(get.readId(), get);
        getsByAge.add(get);
    }

    /** All that wait for an operation; they wait no longer. */
    List<Write> decided(OperationId id) {
        List<Write> found = writes.remove(id);
        if (found == null) {
            return List.of();
        }
        found.forEach(write -> byTicket.remove(write.ticket()));
        return found;
    }

    /** The write with a ticket, which waits no longer; null when it is answered already. */
    Write refused(long ticket) {
        Write write = byTicket.remove(ticket);
        if (write != null) {
            List<Write> same = writes.get(write.id());
            same.remove(write);
            if (same.isEmpty()) {
                writes.remove(write.id());
            }
        }
        return write;
    }

    /** The read whose height is known or will never be; null when it is answered already. */
    Get take(long readId) {
        return gets.remove(readId);
    }

    void until(long height, Get get) {
        gets.put(get.readId(), get);
        atHeight.computeIfAbsent(height, h -> new ArrayList<>()).add(get);
    }

    /** The reads that may be served when a height is applied. */
    List<Get> served(long height) {
        List<Get> ready = new ArrayList<>();
        Iterator<List<Get>> it = atHeight.headMap(height, true).values().iterator();
        while (it.hasNext()) {
            for (Get get : it.next()) {
                if (gets.remove(get.readId()) != null) {
                    ready.add(get);
                }
            }
            it.remove();
        }
        return ready;
    }

    /** Writes whose time is over. */
    List<Write> expiredWrites(long nowNanos) {
        List<Write> expired = over(writesByAge, write -> byTicket.containsKey(write.ticket()),
                Write::deadlineNanos, nowNanos);
        expired.forEach(write -> refused(write.ticket()));
        return expired;
    }

    /** Reads whose time is over. */
    List<Get> expiredGets(long nowNanos) {
        List<Get> expired = over(getsByAge, get -> gets.containsKey(get.readId()),
                Get::deadlineNanos, nowNanos);
        expired.forEach(get -> gets.remove(get.readId()));
        return expired;
    }

    /** Takes out what waits too long, and answered ones that are older than all that wait. */
    private static <T> List<T> over(ArrayDeque<T> byAge, Predicate<T> waits,
            ToLongFunction<T> deadlineNanos, long nowNanos) {
        List<T> expired = new ArrayList<>();
        while (!byAge.isEmpty()) {
            boolean oldestWaits = waits.test(byAge.element());
            if (oldestWaits && deadlineNanos.applyAsLong(byAge.element()) - nowNanos > 0) {
                break;
            }
            T oldest = byAge.remove();
            if (oldestWaits) {
                expired.add(oldest);
            }
        }
        return expired;
    }
}
