package ariadne.bench.load;

import ariadne.bench.peer.Client;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives one client. In a closed loop so many operations are outstanding at any time, and each
 * answer brings the next one: that is a statement about throughput. In an open loop operations
 * come at a rate, whatever the peer does, and each latency counts from the moment at which the
 * operation was due. So a peer that stalls can't hide the operations that it kept from being
 * asked (coordinated omission; Tene, <i>How NOT to Measure Latency</i>).
 */
public final class Load {
    /** How long answers are waited for after the window. */
    private static final long DRAIN_NANOS = 10_000_000_000L;

    /** In an open loop more than this is not sent; it waits, and its latency runs. */
    public static final int OPEN_OUTSTANDING = 16_384;

    private static final int VALUES = 64;

    private final Client client;
    private final Work work;
    private final byte[][] keys;
    private final byte[][] values;

    /** For trials of one kind of work. */
    public Load(Client client, Work work) {
        this.client = client;
        this.work = work;
        keys = work.allKeys();
        values = new byte[VALUES][];
        SplittableRandom random = new SplittableRandom(work.seed());
        for (int i = 0; i < VALUES; i++) {
            values[i] = work.value(random);
        }
    }

    /** Puts every key once, so many at a time. */
    public void fill(int outstanding) throws InterruptedException {
        new Filling(this, new Window(System.nanoTime(), Long.MAX_VALUE)).run(outstanding);
    }

    /** So many operations outstanding. */
    public Measured closed(int outstanding, double warmSeconds, double seconds)
            throws InterruptedException {
        Window window = window(warmSeconds, seconds);
        SplittableRandom seeds = new SplittableRandom(work.seed());
        Slot[] slots = new Slot[outstanding];
        for (int i = 0; i < outstanding; i++) {
            slots[i] = new Slot(this, window, seeds.split());
        }
        for (Slot slot : slots) {
            slot.begin();
        }
        drain(window);
        return window.measured();
    }

    /** So many operations a second, evenly spaced. */
    public Measured open(double rate, double warmSeconds, double seconds)
            throws InterruptedException {
        Window window = window(warmSeconds, seconds);
        SplittableRandom random = new SplittableRandom(work.seed());
        long first = window.fromNanos - (long) (warmSeconds * 1e9);
        double gapNanos = 1e9 / rate;
        for (long i = 0;; i++) {
            long due = first + (long) (i * gapNanos);
            if (due >= window.untilNanos) {
                break;
            }
            for (long now = System.nanoTime(); now < due
                    || window.outstanding.get() >= OPEN_OUTSTANDING; now = System.nanoTime()) {
                if (now > window.untilNanos + DRAIN_NANOS) {
                    break;
                }
                LockSupport.parkNanos(Math.clamp(due - now, 20_000, 1_000_000));
            }
            window.outstanding.incrementAndGet();
            new Once(window, due).ask(this, random.nextInt(keys.length));
        }
        drain(window);
        return window.measured();
    }

    void ask(int key, Client.Answer answer) {
        if (work.reads()) {
            client.get(keys[key], answer);
        } else {
            put(key, answer);
        }
    }

    void put(int key, Client.Answer answer) {
        client.put(keys[key], values[key % VALUES], answer);
    }

    /** Empty when the answer is what was asked for. */
    String wrong(byte[] value) {
        if (!work.reads()) {
            return "";
        }
        return value == null ? "a key that was put is absent"
                : value.length == work.valueBytes() ? ""
                : "a value of " + value.length + " bytes, not " + work.valueBytes();
    }

    int keys() {
        return keys.length;
    }

    private static Window window(double warmSeconds, double seconds) {
        long from = System.nanoTime() + (long) (warmSeconds * 1e9);
        return new Window(from, from + (long) (seconds * 1e9));
    }

    private static void drain(Window window) throws InterruptedException {
        long left = window.untilNanos - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        while (window.outstanding.get() > 0
                && System.nanoTime() < window.untilNanos + DRAIN_NANOS) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
