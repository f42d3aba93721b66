package ariadne.bench.load;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** From SIGKILL of the leader to the first acknowledged put that was asked for after it. */
public final class Failover {
    private static final long BEFORE_MILLIS = 1000;
    private static final long EVERY_MILLIS = 5;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int OUTSTANDING = 8192;

    private final Load load;
    private final AtomicLong outstanding = new AtomicLong();
    private final AtomicLong firstNanos = new AtomicLong();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch before = new CountDownLatch(1);
    private volatile long killedNanos = Long.MAX_VALUE;

    private Failover(Load load) {
        this.load = load;
    }

    /**
     * Kills the leader while puts are asked for every 5 ms.
     *
     * @return nanoseconds
     * @throws IOException when there was no answer before it, or none within 30 s after it
     */
    public static long nanos(Cluster cluster, Work work, int leader) throws Exception {
        try (Client client = cluster.client(OUTSTANDING, leader, false)) {
            return new Failover(new Load(client, work)).run(cluster, leader);
        }
    }

    private long run(Cluster cluster, int leader) throws Exception {
        long began = System.nanoTime();
        boolean killed = false;
        for (int i = 0; answered.getCount() > 0; i++) {
            long now = System.nanoTime();
            if (!killed && before.getCount() == 0 && now - began > BEFORE_MILLIS * 1_000_000) {
                killedNanos = System.nanoTime();
                cluster.processes().kill(leader);
                killed = true;
            }
            if (now - began > PATIENCE_NANOS) {
                throw new IOException("no put was acknowledged within " + PATIENCE_NANOS / 1e9
                        + " s" + (killed ? " of the leader's end" : ""));
            }
            if (outstanding.get() < OUTSTANDING) {
                outstanding.incrementAndGet();
                load.put(i % load.keys(), new Probe(now));
            }
            answered.await(EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return firstNanos.get() - killedNanos;
    }

    private final class Probe implements Client.Answer {
        private final long begunNanos;

        Probe(long begunNanos) {
            this.begunNanos = begunNanos;
        }

        @Override
        public void ok(byte[] value) {
            outstanding.decrementAndGet();
            before.countDown();
            if (begunNanos > killedNanos
                    && firstNanos.compareAndSet(0, System.nanoTime())) {
                answered.countDown();
            }
        }

        @Override
        public void failed(String why) {
            outstanding.decrementAndGet();
        }
    }
}
