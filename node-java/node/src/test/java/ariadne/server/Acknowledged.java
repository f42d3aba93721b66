package ariadne.server;

import static ariadne.server.Cores.bytes;

import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Clients that write keys never written before, and all that they were told. */
final class Acknowledged implements AutoCloseable {
    /** A write that was answered with ok. */
    record Write(String key, String value, OperationId id, Position position) {}

    private static final long PAUSE_NANOS = 1_000_000;

    private final List<Write> writes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<AriadneClient> clients;
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger unknown = new AtomicInteger();
    private volatile boolean stopping;

    /** One writer a client; they start at once. */
    Acknowledged(List<AriadneClient> clients) {
        this.clients = clients;
        for (int i = 0; i < clients.size(); i++) {
            int writer = i;
            threads.add(Thread.ofPlatform().name("writer-" + i).uncaughtExceptionHandler(
                    (thread, e) -> trouble.set(e)).start(() -> write(writer)));
        }
    }

    private void write(int writer) {
        for (int n = 0; !stopping; n++) {
            String key = "w" + writer + "-" + n;
            String value = key + " was here";
            switch (AriadneClient.await(clients.get(writer).put(bytes(key), bytes(value)))) {
                case Outcome.Ok<Applied> ok
                        when ok.value().result() instanceof Result.Done ->
                    add(new Write(key, value, ok.id().orElseThrow(), ok.value().position()));
                case Outcome.Ok<Applied> ok -> throw new AssertionError(key + ": " + ok);
                case Outcome.Refused<Applied> no -> refused.incrementAndGet();
                case Outcome.Unknown<Applied> may -> unknown.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void add(Write write) {
        writes.add(write);
        notifyAll();
    }

    synchronized int count() {
        return writes.size();
    }

    synchronized List<Write> all() {
        return List.copyOf(writes);
    }

    /** Waits until so many more were acknowledged; false when they are not within this time. */
    synchronized boolean awaitMore(int more, long seconds) throws InterruptedException {
        int wanted = writes.size() + more;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (writes.size() < wanted) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0 || trouble.get() != null) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** Ends the writers; an error of one of them is thrown here. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (trouble.get() != null) {
            throw new AssertionError(trouble.get());
        }
    }
}
