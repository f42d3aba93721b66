package ariadne.chaos.runner;

import java.util.concurrent.TimeUnit;

/** Time that passes only while somebody waits for it, and as tests say. */
final class StoppedClock implements RunClock {
    private long nanos;

    @Override
    public long getAsLong() {
        return nanos;
    }

    @Override
    public void waitUntil(long timeNanos) {
        nanos = Math.max(nanos, timeNanos);
    }

    void passMillis(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
