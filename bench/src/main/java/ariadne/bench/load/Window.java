package ariadne.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The time in which operations count, and what was seen in it. Thread-safe. */
final class Window {
    private static final long LONGEST_NANOS = 600_000_000_000L;

    final long fromNanos;
    final long untilNanos;
    private final Histogram latency = new ConcurrentHistogram(1000, LONGEST_NANOS, 3);
    private final LongAdder ok = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");
    final AtomicLong outstanding = new AtomicLong();

    Window(long fromNanos, long untilNanos) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
    }

    void ok(long begunNanos, long nowNanos) {
        if (nowNanos >= fromNanos && nowNanos < untilNanos) {
            ok.increment();
        }
        record(begunNanos, nowNanos);
    }

    void failed(long begunNanos, long nowNanos, String why) {
        firstFailure.compareAndSet("", why);
        if (nowNanos >= fromNanos) {
            failed.increment();
        }
        record(begunNanos, nowNanos);
    }

    private void record(long begunNanos, long nowNanos) {
        if (begunNanos >= fromNanos && begunNanos < untilNanos) {
            latency.recordValue(Math.clamp(nowNanos - begunNanos, 1, LONGEST_NANOS));
        }
    }

    Measured measured() {
        return new Measured(ok.sum(), failed.sum(), firstFailure.get(),
                (untilNanos - fromNanos) / 1e9, latency);
    }
}
