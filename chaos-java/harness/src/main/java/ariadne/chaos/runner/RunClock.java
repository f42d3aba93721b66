package ariadne.chaos.runner;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time of a run: nanoseconds since it began. */
interface RunClock extends LongSupplier {
    /** Waits until a time of the run; not at all if it is past. */
    void waitUntil(long timeNanos) throws InterruptedException;

    /** A clock that runs, from now on. */
    static RunClock startedNow() {
        long originNanos = System.nanoTime();
        return new RunClock() {
            @Override
            public long getAsLong() {
                return System.nanoTime() - originNanos;
            }

            @Override
            public void waitUntil(long timeNanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(timeNanos - getAsLong());
            }
        };
    }
}
