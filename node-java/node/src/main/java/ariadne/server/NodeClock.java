package ariadne.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The one class that reads time. With a lab clock file it follows that file live: the wall clock
 * moves by the offset, and both clocks run at the rate. Correctness never depends on either.
 *
 * <p>The file is one line, {@code offsetMillis=48000 rate=1.03}, replaced by rename.
 */
public class NodeClock implements Clock {
    private static final long POLL_NANOS = 20_000_000;

    private final Path file;
    private String line = "";
    private final LongSupplier realNanos;
    private final LongSupplier realWallMillis;
    private long realAnchorNanos;
    private long monotonicAnchorNanos;
    private double wallDriftMillis;
    private long offsetMillis;
    private double rate = 1;
    private long polledNanos;

    /** The machine's clocks. */
    public NodeClock() {
        this(null);
    }

    /**
     * @param labClock the file to follow, or null
     */
    public NodeClock(Path labClock) {
        this(labClock, System::nanoTime, System::currentTimeMillis);
    }

    /** The same on other clocks than the machine's. */
    NodeClock(Path labClock, LongSupplier realNanos, LongSupplier realWallMillis) {
        this.file = labClock;
        this.realNanos = realNanos;
        this.realWallMillis = realWallMillis;
        this.realAnchorNanos = realNanos.getAsLong();
        this.monotonicAnchorNanos = realAnchorNanos;
        this.polledNanos = realAnchorNanos - POLL_NANOS;
    }

    @Override
    public final long nanoTime() {
        long real = realNanos.getAsLong();
        if (file == null) {
            return real;
        }
        follow(real);
        return monotonicAnchorNanos + (long) ((real - realAnchorNanos) * rate);
    }

    @Override
    public final long wallMillis() {
        if (file == null) {
            return realWallMillis.getAsLong();
        }
        long real = realNanos.getAsLong();
        follow(real);
        double drift = wallDriftMillis + (real - realAnchorNanos) * (rate - 1) / 1e6;
        return realWallMillis.getAsLong() + offsetMillis + (long) drift;
    }

    private synchronized void follow(long real) {
        if (real - polledNanos < POLL_NANOS) {
            return;
        }
        polledNanos = real;
        String now;
        try {
            now = Files.readString(file).trim();
        } catch (IOException e) {
            return; // Not there yet, or between two renames: the last settings hold.
        }
        if (now.equals(line)) {
            return;
        }
        long offset = 0;
        double newRate = 1;
        try {
            for (String setting : now.split("\\s+")) {
                if (setting.startsWith("offsetMillis=")) {
                    offset = Long.parseLong(setting.substring("offsetMillis=".length()));
                } else if (setting.startsWith("rate=")) {
                    newRate = Double.parseDouble(setting.substring("rate=".length()));
                }
            }
        } catch (NumberFormatException e) {
            return; // A line that is being written; the next poll reads it whole.
        }
        if (!(newRate > 0)) {
            return; // Time stands still or runs back, or NaN: no clock does that.
        }
        line = now;
        set(real, offset, newRate);
    }

    private void set(long real, long offset, double newRate) {
        monotonicAnchorNanos += (long) ((real - realAnchorNanos) * rate);
        wallDriftMillis = newRate == 1 && offset == 0
                ? 0 : wallDriftMillis + (real - realAnchorNanos) * (rate - 1) / 1e6;
        realAnchorNanos = real;
        offsetMillis = offset;
        rate = newRate;
    }
}
