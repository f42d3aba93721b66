package ariadne.chaos.report;

import java.util.Arrays;
import java.util.List;

/**
 * What clients got in each window of time, counted over every operation.
 *
 * @param widthNanos width of a window; the last one may reach past the end of the run
 * @param p50Micros  median latency of what was invoked in the window and returned, whatever its
 *                   outcome; -1 where nothing was
 * @param p95Micros  95 % waited no longer than this
 * @param p99Micros  99 % waited no longer than this
 * @param perSecond  by outcome: operations a second that came back in the window. One that never
 *                   came back counts where it was sent
 */
record Windows(
        long widthNanos, long[] p50Micros, long[] p95Micros, long[] p99Micros,
        double[][] perSecond) {

    static final int MOST_WINDOWS = 240;

    private static final long[] WIDTHS_MILLIS = {
        50, 100, 250, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 300_000, 900_000
    };

    static Windows of(List<Operation> operations, long endNanos) {
        long width = widthNanos(endNanos);
        int windows = (int) ((endNanos + width - 1) / width);
        long[][] latencies = latencies(operations, width, windows);
        return new Windows(
                width,
                quantile(latencies, 0.5),
                quantile(latencies, 0.95),
                quantile(latencies, 0.99),
                rates(operations, width, windows, endNanos));
    }

    private static long widthNanos(long endNanos) {
        for (long millis : WIDTHS_MILLIS) {
            if (endNanos / (millis * 1_000_000) < MOST_WINDOWS) {
                return millis * 1_000_000;
            }
        }
        return endNanos / (MOST_WINDOWS - 1);
    }

    /** Sorted latencies by window, in nanoseconds. */
    private static long[][] latencies(List<Operation> operations, long width, int windows) {
        int[] counts = new int[windows];
        for (Operation o : operations) {
            if (o.returned()) {
                counts[index(o.invokeNanos(), width, windows)]++;
            }
        }
        long[][] latencies = new long[windows][];
        for (int w = 0; w < windows; w++) {
            latencies[w] = new long[counts[w]];
        }
        for (Operation o : operations) {
            if (o.returned()) {
                int w = index(o.invokeNanos(), width, windows);
                latencies[w][--counts[w]] = o.latencyNanos();
            }
        }
        for (long[] window : latencies) {
            Arrays.sort(window);
        }
        return latencies;
    }

    private static long[] quantile(long[][] latencies, double q) {
        long[] micros = new long[latencies.length];
        for (int w = 0; w < latencies.length; w++) {
            micros[w] = latencies[w].length == 0 ? -1 : nearestRank(latencies[w], q) / 1000;
        }
        return micros;
    }

    /** The least element that no fewer than the share {@code q} of all are at or below. */
    static long nearestRank(long[] sorted, double q) {
        int rank = (int) Math.ceil(q * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    private static double[][] rates(
            List<Operation> operations, long width, int windows, long endNanos) {
        double[][] rates = new double[Outcome.values().length][windows];
        for (Operation o : operations) {
            long when = o.returned() ? o.returnNanos() : o.invokeNanos();
            rates[o.outcome().ordinal()][index(when, width, windows)]++;
        }
        for (double[] rate : rates) {
            for (int w = 0; w < windows; w++) {
                long covered = Math.min(width, endNanos - w * width);
                rate[w] = Math.round(rate[w] * 1e10 / covered) / 10.0;
            }
        }
        return rates;
    }

    private static int index(long nanos, long width, int windows) {
        return (int) Math.max(0, Math.min(windows - 1, nanos / width));
    }
}
