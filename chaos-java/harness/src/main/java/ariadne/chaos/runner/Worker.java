package ariadne.chaos.runner;

import ariadne.chaos.workload.Database;
import ariadne.chaos.workload.Workload;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One client after the other on one thread. After an operation of unknown fate the process is over, as
 * in Jepsen: its number is never used again, and a new client takes its place.
 */
final class Worker implements Runnable {
    /** Makes clients. */
    interface Clients {
        Database open(long process);
    }

    private final Workload workload;
    private final Clients clients;
    private final Recorder recorder;
    private final Random random;
    private final LongSupplier clockNanos;
    private final int concurrency;
    private final double meanWaitNanos;
    private final long endNanos;
    private long process;
    private Database database;

    /**
     * @param number of this worker, from 0
     * @param endNanos time of the test after which no operation begins
     */
    Worker(int number, Plan plan, Workload workload, Clients clients, Recorder recorder,
            LongSupplier clockNanos, long endNanos) {
        this.workload = workload;
        this.clients = clients;
        this.recorder = recorder;
        this.clockNanos = clockNanos;
        this.endNanos = endNanos;
        this.concurrency = plan.concurrency();
        this.meanWaitNanos = plan.concurrency() / plan.rate() * 1e9;
        this.random = new Random(plan.seed() * 31 + number);
        this.process = number;
    }

    @Override
    public void run() {
        double dueNanos = clockNanos.getAsLong() + random.nextDouble() * meanWaitNanos;
        try {
            while (dueNanos < endNanos && !Thread.currentThread().isInterrupted()) {
                TimeUnit.NANOSECONDS.sleep((long) dueNanos - clockNanos.getAsLong());
                perform(workload.next(process, random, clockNanos.getAsLong()));
                dueNanos = Math.max(dueNanos - Math.log(1 - random.nextDouble()) * meanWaitNanos,
                        clockNanos.getAsLong());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void perform(Op invocation) throws InterruptedException {
        recorder.add(invocation);
        Op done = invocation.info("the client was interrupted", clockNanos.getAsLong());
        try {
            if (database == null) {
                database = clients.open(process);
            }
            done = workload.carryOut(invocation, database, clockNanos);
        } catch (InterruptedException e) {
            done = invocation.info("interrupted", clockNanos.getAsLong());
            throw e;
        } catch (RuntimeException e) {
            done = invocation.info("client failed: " + e, clockNanos.getAsLong());
        } finally {
            recorder.add(done);
            if (done.type() == OpType.INFO) {
                close();
                process += concurrency;
            }
        }
    }

    private void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
