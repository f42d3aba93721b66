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

    /** Writes whose time is over. Answered ones that are older than all others are let go of. */
    List<Write> expiredWrites(long nowNanos) {
        List<Write> expired = new ArrayList<>();
        for (Write oldest = writesByAge.peek(); oldest != null; oldest = writesByAge.peek()) {
            boolean waits = byTicket.containsKey(oldest.ticket());
            if (waits && oldest.deadlineNanos() - nowNanos > 0) {
                break;
            }
            writesByAge.remove();
            if (waits) {
                expired.add(refused(oldest.ticket()));
            }
        }
        return expired;
    }

    /** Reads whose time is over. Answered ones that are older than all others are let go of. */
    List<Get> expiredGets(long nowNanos) {
        List<Get> expired = new ArrayList<>();
        for (Get oldest = getsByAge.peek(); oldest != null; oldest = getsByAge.peek()) {
            boolean waits = gets.containsKey(oldest.readId());
            if (waits && oldest.deadlineNanos() - nowNanos > 0) {
                break;
            }
            getsByAge.remove();
            if (waits) {
                gets.remove(oldest.readId());
                expired.add(oldest);
            }
        }
        return expired;
    }
}
