package ariadne.simulator;

import java.util.Arrays;

/**
 * The one queue of events, ordered by time and, within a time, by when they were entered. A binary
 * heap in plain arrays: it is what a simulation does most.
 */
public final class Agenda {
    private final long limitEvents;
    private long[] times = new long[256];
    private long[] sequences = new long[256];
    private Runnable[] actions = new Runnable[256];
    private int size;
    private long nowMicros;
    private long sequence;
    private long ran;

    /** An agenda that takes more than {@code limitEvents} for a storm, which is a violation. */
    public Agenda(long limitEvents) {
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
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            sequences = Arrays.copyOf(sequences, 2 * size);
            actions = Arrays.copyOf(actions, 2 * size);
        }
        put(up(size++, timeMicros, sequence), timeMicros, sequence++, action);
    }

    /** Runs what is due up to a time, that time included. */
    public void runUntil(long timeMicros) {
        while (size > 0 && times[0] <= timeMicros) {
            next();
        }
        nowMicros = Math.max(nowMicros, timeMicros);
    }

    private void next() {
        Runnable action = actions[0];
        nowMicros = Math.max(nowMicros, times[0]);
        int last = --size;
        Runnable moved = actions[last];
        actions[last] = null;
        if (last > 0) {
            long time = times[last];
            long number = sequences[last];
            put(down(time, number), time, number, moved);
        }
        if (++ran > limitEvents) {
            throw new Violation("a storm: more than " + limitEvents + " events, " + size
                    + " waiting");
        }
        action.run();
    }

    private boolean before(long time, long number, int place) {
        return time < times[place] || (time == times[place] && number < sequences[place]);
    }

    private void put(int place, long time, long number, Runnable action) {
        times[place] = time;
        sequences[place] = number;
        actions[place] = action;
    }

    private int up(int from, long time, long number) {
        int place = from;
        while (place > 0 && before(time, number, (place - 1) / 2)) {
            int parent = (place - 1) / 2;
            put(place, times[parent], sequences[parent], actions[parent]);
            place = parent;
        }
        return place;
    }

    private int down(long time, long number) {
        int place = 0;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && before(times[child + 1], sequences[child + 1], child)) {
                child++;
            }
            if (before(time, number, child)) {
                break;
            }
            put(place, times[child], sequences[child], actions[child]);
            place = child;
        }
        return place;
    }
}
