package ariadne.bench.aeron;

import ariadne.bench.peer.Client;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** A session, its driver, and the one thread that may use them. */
final class AeronClient implements Client {
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int SENT_IN_A_ROW = 64;

    private record Asked(byte kind, byte[] key, byte[] value, Answer answer) {}

    private record Sent(Answer answer, long nanos) {}

    private final MediaDriver driver;
    private final AeronCluster cluster;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Map<Long, Sent> sent = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private long lastTag;
    private long aliveNanos;

    AeronClient(Path dir, String endpoints) {
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .aeronDirectoryName(dir.toString()).threadingMode(ThreadingMode.SHARED)
                .termBufferSparseFile(true).dirDeleteOnShutdown(true));
        try {
            cluster = AeronCluster.connect(new AeronCluster.Context()
                    .aeronDirectoryName(driver.aeronDirectoryName())
                    .ingressChannel("aeron:udp?term-length=16m").ingressEndpoints(endpoints)
                    .egressChannel("aeron:udp?endpoint=127.0.0.1:0|term-length=16m")
                    .messageTimeoutNs(ANSWER_NANOS).egressListener(this::answered));
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
        thread = Thread.ofPlatform().daemon().name("aeron-client").start(this::run);
    }

    int leader() {
        return cluster.leaderMemberId();
    }

    @Override
    public void put(byte[] key, byte[] value, Answer answer) {
        asked.add(new Asked(AeronMap.PUT, key, value, answer));
    }

    @Override
    public void get(byte[] key, Answer answer) {
        asked.add(new Asked(AeronMap.GET, key, new byte[0], answer));
    }

    private void run() {
        IdleStrategy idle = new BackoffIdleStrategy();
        String why = "the client is closed";
        try {
            while (!closed && !cluster.isClosed()) {
                idle.idle(send() + cluster.pollEgress());
                expire(System.nanoTime());
            }
        } catch (AeronException e) {
            why = e.getMessage();
        }
        for (Sent each : sent.values()) {
            each.answer().failed(why);
        }
        for (Asked each = asked.poll(); each != null; each = asked.poll()) {
            each.answer().failed(why);
        }
    }

    private int send() {
        int count = 0;
        for (Asked next = asked.peek(); next != null && count < SENT_IN_A_ROW;
                next = asked.peek()) {
            DirectBuffer message =
                    AeronMap.message(lastTag + 1, next.kind(), next.key(), next.value());
            if (cluster.offer(message, 0, message.capacity()) < 0) {
                break; // No room, or no leader: the same one is offered again.
            }
            asked.remove();
            sent.put(++lastTag, new Sent(next.answer(), System.nanoTime()));
            count++;
        }
        return count;
    }

    private void answered(long session, long timestamp, DirectBuffer buffer, int offset,
            int length, Header header) {
        Sent one = sent.remove(buffer.getLong(offset));
        if (one != null) {
            byte[] value = new byte[length - Long.BYTES];
            buffer.getBytes(offset + Long.BYTES, value);
            one.answer().ok(value.length == 0 ? null : value);
        }
    }

    /** What was sent to a leader that died is never answered. */
    private void expire(long now) {
        if (now - aliveNanos > ALIVE_NANOS) {
            cluster.sendKeepAlive();
            aliveNanos = now;
        }
        Iterator<Sent> oldest = sent.values().iterator();
        while (oldest.hasNext()) {
            Sent one = oldest.next();
            if (now - one.nanos() < ANSWER_NANOS) {
                break;
            }
            oldest.remove();
            one.answer().failed("no answer within " + ANSWER_NANOS / 1_000_000 + " ms");
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cluster.close();
        driver.close();
    }
}
