package ariadne.chaos.runner;

import ariadne.chaos.workload.Database;
import ariadne.chaos.workload.Workload;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import java.util.Random;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One client after the other on one thread. After an operation of unknown fate the process is
 * over, as in Jepsen: its number is never used again, and a new client takes its place.
 */
final class Worker implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Worker.class);

    /** Makes clients. */
    interface Clients {
        Database open(long process);
    }

    private final Workload workload;
    private final Clients clients;
    private final Recorder recorder;
    private final Random random;
    private final RunClock clock;
    private final int concurrency;
    private final double meanWaitNanos;
    private final long endNanos;
    private long process;
    private Database database;

    /**
     * @param number of its first process; the workers of a run count from 0
     * @param endNanos time of the test after which no operation begins
     */
    Worker(long number, Plan plan, Workload workload, Clients clients, Recorder recorder,
            RunClock clock, long endNanos) {
        this.workload = workload;
        this.clients = clients;
        this.recorder = recorder;
        this.clock = clock;
        this.endNanos = endNanos;
        this.concurrency = plan.concurrency();
        this.meanWaitNanos = plan.concurrency() / plan.rate() * 1e9;
        this.random = new Random(plan.seed() * 31 + number);
        this.process = number;
    }

    @Override
    public void run() {
        double dueNanos = clock.getAsLong() + random.nextDouble() * meanWaitNanos;
        try {
            while (dueNanos < endNanos && !Thread.currentThread().isInterrupted()) {
                clock.waitUntil((long) dueNanos);
                perform(workload.next(process, random, clock.getAsLong()));
                dueNanos = Math.max(dueNanos - Math.log(1 - random.nextDouble()) * meanWaitNanos,
                        clock.getAsLong());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Reads what the workload wants to see in the end. */
    void finalReads() throws InterruptedException {
        try {
            for (Op read : workload.finalReads(process, clock.getAsLong())) {
                perform(Op.invoke(process, read.f(), read.key(), read.value(),
                        clock.getAsLong()));
            }
        } finally {
            close();
        }
    }

    private void perform(Op invocation) throws InterruptedException {
        recorder.add(invocation);
        Op done = null;
        try {
            if (database == null) {
                database = clients.open(process);
            }
            done = workload.carryOut(invocation, database, clock);
        } catch (RuntimeException e) {
            done = invocation.info("client failed: " + e, clock.getAsLong());
        } finally {
            if (done == null) {
                done = invocation.info("interrupted", clock.getAsLong());
            }
            recorder.add(done);
            if (done.type() == OpType.INFO) {
                close();
                process += concurrency;
            }
        }
    }

    private void close() {
        Database closing = database;
        database = null;
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (RuntimeException e) {
            LOG.warn("the client of process {} can't be closed: {}", process, e.toString());
        }
    }
}
