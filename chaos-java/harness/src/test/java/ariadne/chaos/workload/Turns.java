package ariadne.chaos.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lets threads run one at a time, in an order that a seed decides. */
final class Turns {
    private final Random random;
    private final List<Thread> waiting = new ArrayList<>();
    private Thread turn;

    Turns(long seed) {
        random = new Random(seed);
    }

    /** Runs the tasks to their end, each on a thread of its own. */
    void run(List<Runnable> tasks) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            threads.add(Thread.ofPlatform().daemon().unstarted(() -> {
                try {
                    await();
                    task.run();
                } finally {
                    leave();
                }
            }));
        }
        synchronized (this) {
            waiting.addAll(threads);
            threads.forEach(Thread::start);
            next();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Lets another go on, or the same; other threads than those of the tasks just go on. */
    synchronized void pass() {
        if (waiting.contains(Thread.currentThread())) {
            next();
            await();
        }
    }

    private synchronized void await() {
        try {
            while (turn != Thread.currentThread()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void leave() {
        waiting.remove(Thread.currentThread());
        next();
    }

    private synchronized void next() {
        turn = waiting.isEmpty() ? null : waiting.get(random.nextInt(waiting.size()));
        notifyAll();
    }
}
