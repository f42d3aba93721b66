package ariadne.chaos.nemesis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits in real time. */
final class SystemWaiter implements Waiter {
    private final CountDownLatch woken = new CountDownLatch(1);

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void waitUntil(long nanos) {
        try {
            if (woken.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wake();
        }
    }

    @Override
    public void wake() {
        woken.countDown();
    }
}
