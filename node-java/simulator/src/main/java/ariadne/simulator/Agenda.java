package ariadne.simulator;

import java.util.PriorityQueue;

/** The one queue of events, ordered by time and, within a time, by when they were entered. */
final class Agenda {
    private record Event(long atMicros, long sequence, Runnable action)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int c = Long.compare(atMicros, other.atMicros);
            return c == 0 ? Long.compare(sequence, other.sequence) : c;
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>(256);
    private final long limitEvents;
    private long nowMicros;
    private long sequence;
    private long ran;

    /** An agenda that takes more than {@code limitEvents} for a storm, which is a violation. */
    Agenda(long limitEvents) {
        this.limitEvents = limitEvents;
    }

    long nowMicros() {
        return nowMicros;
    }

    long ran() {
        return ran;
    }

    void after(long delayMicros, Runnable action) {
        queue.add(new Event(nowMicros + delayMicros, sequence++, action));
    }

    /** Runs what is due up to a time, that time included. */
    void runUntil(long timeMicros) {
        while (!queue.isEmpty() && queue.peek().atMicros <= timeMicros) {
            next();
        }
        nowMicros = Math.max(nowMicros, timeMicros);
    }

    private void next() {
        Event event = queue.poll();
        nowMicros = event.atMicros;
        if (++ran > limitEvents) {
            throw new Violation("a storm: more than " + limitEvents + " events, "
                    + queue.size() + " waiting");
        }
        event.action.run();
    }
}
