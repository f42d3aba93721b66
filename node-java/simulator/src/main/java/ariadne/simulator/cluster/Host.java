package ariadne.simulator.cluster;

import ariadne.server.Clock;
import ariadne.simulator.Agenda;
import java.util.ArrayList;
import java.util.List;

/**
 * One thread on one machine in simulated time. A turn of its program takes the time that its disk
 * takes; what arrives meanwhile waits for the next turn. Pauses and deaths are known beforehand,
 * so that a force can be cut short where it stands.
 */
final class Host implements Clock {
    /** The loop that the thread runs. */
    interface Program {
        void turn();

        /** When the next turn is due if nothing arrives before. */
        long dueMicros();
    }

    /** Unwinds a turn in which the process dies. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;

        Death() {
            super("the process dies here", null, false, false);
        }
    }

    private record Pause(long fromMicros, long toMicros) {}

    private static final long EPOCH_MILLIS = 1_700_000_000_000L;

    final int id;
    final String name;
    private final Agenda agenda;
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Long> deaths = new ArrayList<>();
    private final Runnable onTimer = this::timer;
    private Program program;
    private Runnable doom;
    private boolean turning;
    private boolean aside;
    private long localMicros;
    private long timerMicros = Long.MAX_VALUE;
    private final long startNanos;
    private double rate;
    private long anchorMicros;
    private long anchorNanos;
    private long wallOffsetMillis;

    Host(int id, String name, Agenda agenda, double rate, long startNanos) {
        this.id = id;
        this.name = name;
        this.agenda = agenda;
        this.rate = rate;
        this.startNanos = startNanos;
        this.anchorNanos = startNanos;
    }

    /** The thread does nothing in this time; to be told before it begins. */
    void pause(long fromMicros, long toMicros) {
        pauses.add(new Pause(fromMicros, toMicros));
    }

    /** No more pauses. */
    void awake() {
        pauses.clear();
        wake();
    }

    /** The process dies at this time if it lives; to be told before. */
    void dies(long atMicros) {
        deaths.add(atMicros);
    }

    /** The process dies in its next wait for the disk; {@code then} happens at that time. */
    void doom(Runnable then) {
        doom = then;
    }

    boolean up() {
        return program != null;
    }

    /** Begins to run a program. */
    void run(Program next) {
        program = next;
        wake();
    }

    /** The process is no more. */
    void stop() {
        program = null;
        doom = null;
    }

    /** Until when the thread has work that it has begun. */
    long busyMicros() {
        return localMicros;
    }

    /** What the thread believes to be now: within a turn time goes on as it works. */
    long nowMicros() {
        return turning ? localMicros : agenda.nowMicros();
    }

    /** Does something in the thread's time, outside of the program: a start. */
    void within(Runnable work) {
        turning = true;
        localMicros = Math.max(localMicros, agenda.nowMicros());
        try {
            work.run();
        } finally {
            turning = false;
        }
    }

    /** Does something in no time of the thread, as a background thread would. */
    void aside(Runnable work) {
        aside = true;
        try {
            work.run();
        } finally {
            aside = false;
        }
    }

    /** The thread waits for its disk; {@link Death} ends the wait when the process dies in it. */
    void spend(long micros) {
        if (aside || !turning) {
            return;
        }
        long end = localMicros + micros;
        for (Pause pause : pauses) {
            if (pause.fromMicros > localMicros && pause.fromMicros < end) {
                end += pause.toMicros - pause.fromMicros;
            }
        }
        if (doom != null && micros > 0) {
            localMicros += micros / 2;
            agenda.at(localMicros, doom);
            doom = null;
            throw new Death();
        }
        for (long death : deaths) {
            if (death > localMicros && death <= end) {
                localMicros = death;
                throw new Death();
            }
        }
        localMicros = end;
    }

    /** Something is there to be done. */
    void wake() {
        if (program == null || turning) {
            return;
        }
        long at = awake(Math.max(agenda.nowMicros(), localMicros));
        if (at == agenda.nowMicros()) {
            turn();
        } else {
            schedule(at);
        }
    }

    private void turn() {
        turning = true;
        localMicros = agenda.nowMicros();
        Program running = program;
        try {
            running.turn();
        } catch (Death death) {
            program = null;
        } finally {
            turning = false;
        }
        if (program == running) {
            timerMicros = Long.MAX_VALUE; // What the turn before was waiting for is past.
            schedule(awake(Math.max(running.dueMicros(), localMicros)));
        }
    }

    private void schedule(long atMicros) {
        if (atMicros < timerMicros) {
            timerMicros = atMicros;
            agenda.at(atMicros, onTimer);
        }
    }

    private void timer() {
        if (agenda.nowMicros() == timerMicros) {
            timerMicros = Long.MAX_VALUE;
            wake();
        }
    }

    private long awake(long atMicros) {
        long at = atMicros;
        if (!pauses.isEmpty() && pauses.getFirst().toMicros <= agenda.nowMicros()) {
            pauses.removeFirst(); // Over; they were told in the order of their beginnings.
        }
        for (Pause pause : pauses) {
            if (pause.fromMicros <= at && at < pause.toMicros) {
                at = pause.toMicros;
            }
        }
        return at;
    }

    @Override
    public long nanoTime() {
        return anchorNanos + (long) ((nowMicros() - anchorMicros) * (1000 * rate));
    }

    @Override
    public long wallMillis() {
        return EPOCH_MILLIS + wallOffsetMillis + (nanoTime() - startNanos) / 1_000_000;
    }

    /** When the clock will show this, as it runs now. */
    long microsAt(long nanos) {
        return anchorMicros + (long) Math.ceil((nanos - anchorNanos) / (1000 * rate));
    }

    /** The clock runs this fast from now on. */
    void rate(double newRate) {
        long nanos = nanoTime();
        anchorMicros = nowMicros();
        anchorNanos = nanos;
        rate = newRate;
        wake();
    }

    /** The wall clock is set. */
    void jump(long millis) {
        wallOffsetMillis += millis;
    }
}
