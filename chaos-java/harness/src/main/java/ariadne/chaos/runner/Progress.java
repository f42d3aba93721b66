package ariadne.chaos.runner;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One line that says how far the test is: in place on a terminal, now and then elsewhere. */
final class Progress {
    private static final int QUIET_SECONDS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final int timeLimitSeconds;
    private final LongSupplier okCount;
    private final Supplier<List<String>> faults;
    private long lastOk;
    private int lastSecond;
    private int width;

    /**
     * @param okCount successful operations so far
     * @param faults what is being done to the cluster now
     */
    Progress(PrintStream out, boolean terminal, int timeLimitSeconds, LongSupplier okCount,
            Supplier<List<String>> faults) {
        this.out = out;
        this.terminal = terminal;
        this.timeLimitSeconds = timeLimitSeconds;
        this.okCount = okCount;
        this.faults = faults;
    }

    /** To be called about once a second. */
    void second(int second) {
        if (second <= lastSecond || (!terminal && second % QUIET_SECONDS != 0)) {
            return;
        }
        long ok = okCount.getAsLong();
        long rate = (ok - lastOk) / (second - lastSecond);
        List<String> now = faults.get();
        String line = String.format("%3d/%d s   %,7d ok   %,5d/s   %s", second, timeLimitSeconds,
                ok, rate, now.isEmpty() ? "-" : String.join("; ", now));
        lastOk = ok;
        lastSecond = second;
        if (terminal) {
            String shown = line.length() > 110 ? line.substring(0, 107) + "..." : line;
            out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
            width = shown.length();
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Leaves the line behind. */
    void end() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
