package ariadne.simulator;

import java.util.Arrays;

/**
 * The one queue of events, ordered by time and, within a time, by when they were entered. A binary
 * heap in plain arrays: it is what a simulation does most.
 */
public final class Agenda {
    /** An event's place in the order is one number: its time, and below it when it was entered. */
    private static final int SEQUENCE_BITS = 28;
    private static final long LAST_MICROS = Long.MAX_VALUE >>> SEQUENCE_BITS;

    private final long limitEvents;
    private long[] keys = new long[256];
    private Runnable[] actions = new Runnable[256];
    private int size;
    private long nowMicros;
    private long sequence;
    private long ran;

    /** An agenda that takes more than {@code limitEvents} for a storm, which is a violation. */
    public Agenda(long limitEvents) {
        if (limitEvents > 1 << SEQUENCE_BITS - 2) {
            throw new IllegalArgumentException(limitEvents + " events can't be told apart");
        }
        this.limitEvents = limitEvents;
    }

    public long nowMicros() {
        return nowMicros;
    }

    /** How many events were run so far. */
    public long ran() {
        return ran;
    }

    public void after(long delayMicros, Runnable action) {
        at(nowMicros + delayMicros, action);
    }

    /** Enters an event; one for a time that is over runs next. */
    public void at(long timeMicros, Runnable action) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            actions = Arrays.copyOf(actions, 2 * size);
        }
        if (sequence >>> SEQUENCE_BITS != 0) {
            throw new Violation("a storm: " + sequence + " events were entered");
        }
        long key = Math.min(Math.max(timeMicros, 0), LAST_MICROS) << SEQUENCE_BITS | sequence++;
        int place = size++;
        while (place > 0 && key < keys[(place - 1) >> 1]) {
            int parent = (place - 1) >> 1;
            keys[place] = keys[parent];
            actions[place] = actions[parent];
            place = parent;
        }
        keys[place] = key;
        actions[place] = action;
    }

    /** Runs what is due up to a time, that time included. */
    public void runUntil(long timeMicros) {
        while (size > 0 && keys[0] >>> SEQUENCE_BITS <= timeMicros) {
            next();
        }
        nowMicros = Math.max(nowMicros, timeMicros);
    }

    private void next() {
        Runnable action = actions[0];
        nowMicros = Math.max(nowMicros, keys[0] >>> SEQUENCE_BITS);
        int last = --size;
        long key = keys[last];
        Runnable moved = actions[last];
        actions[last] = null;
        if (last > 0) {
            int place = down(key);
            keys[place] = key;
            actions[place] = moved;
        }
        if (++ran > limitEvents) {
            throw new Violation("a storm: more than " + limitEvents + " events, " + size
                    + " waiting");
        }
        action.run();
    }

    /** Moves smaller ones up from the root; where the key then belongs. */
    private int down(long key) {
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (key < keys[child]) {
                break;
            }
            keys[place] = keys[child];
            actions[place] = actions[child];
            place = child;
        }
        return place;
    }
}
