package ariadne.bench.load;

import ariadne.bench.peer.Client;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One of the outstanding operations of a closed loop: its answer brings the next. */
final class Slot implements Client.Answer {
    private static final long AFTER_FAILURE_MILLIS = 5;

    private final Load load;
    private final Window window;
    private final SplittableRandom random;
    /** Answers not yet followed by an operation; only who raises it from 0 asks. */
    private final AtomicInteger owed = new AtomicInteger();
    private volatile long begunNanos;

    Slot(Load load, Window window, SplittableRandom random) {
        this.load = load;
        this.window = window;
        this.random = random;
    }

    void begin() {
        window.outstanding.incrementAndGet();
        next();
    }

    /** A client that answers before its call returns must not deepen the stack. */
    private void next() {
        if (owed.getAndIncrement() != 0) {
            return;
        }
        do {
            long now = System.nanoTime();
            if (now >= window.untilNanos) {
                window.outstanding.decrementAndGet();
                return;
            }
            begunNanos = now;
            load.ask(random.nextInt(load.keys()), this);
        } while (owed.decrementAndGet() != 0);
    }

    @Override
    public void ok(byte[] value) {
        String wrong = load.wrong(value);
        if (!wrong.isEmpty()) {
            failed(wrong);
            return;
        }
        window.ok(begunNanos, System.nanoTime());
        next();
    }

    @Override
    public void failed(String why) {
        window.failed(begunNanos, System.nanoTime(), why);
        CompletableFuture.delayedExecutor(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(this::next);
    }
}
