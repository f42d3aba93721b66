package ariadne.bench.load;

import ariadne.bench.peer.Client;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Puts each key once. */
final class Filling {
    private static final long PATIENCE_SECONDS = 60;

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
                    places.release();
                }
            });
        }
        take(places, outstanding);
    }

    private static void take(Semaphore places, int count) throws InterruptedException {
        if (!places.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "no answer to a put within " + PATIENCE_SECONDS + " s");
        }
    }
}
