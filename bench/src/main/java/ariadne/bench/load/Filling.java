package ariadne.bench.load;

import ariadne.bench.peer.Client;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Puts each key until it was acknowledged once. */
final class Filling {
    private static final long PATIENCE_SECONDS = 60;
    private static final long AGAIN_MILLIS = 50;

    private final Load load;
    private final Window window;

    Filling(Load load, Window window) {
        this.load = load;
        this.window = window;
    }

    void run(int outstanding) throws InterruptedException {
        Semaphore places = new Semaphore(outstanding);
        for (int key = 0; key < load.keys(); key++) {
            take(places, 1);
            put(key, places);
        }
        take(places, outstanding);
    }

    /** Again after a failure: later trials need every key. */
    private void put(int key, Semaphore places) {
        long begun = System.nanoTime();
        load.put(key, new Client.Answer() {
            @Override
            public void ok(byte[] value) {
                window.ok(begun, System.nanoTime());
                places.release();
            }

            @Override
            public void failed(String why) {
                window.failed(begun, System.nanoTime(), why);
                CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> put(key, places));
            }
        });
    }

    private void take(Semaphore places, int count) throws InterruptedException {
        if (!places.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no answer to a put within " + PATIENCE_SECONDS
                    + " s; first failure: " + window.measured().firstFailure());
        }
    }
}
