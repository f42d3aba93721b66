package ariadne.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What one trial came to.
 *
 * @param ok operations answered within the window
 * @param failed operations refused or of unknown fate, in the window
 * @param firstFailure in words; empty when there was none
 * @param seconds length of the window
 * @param latency nanoseconds of every operation that began in the window, those included that
 *     were answered after it
 */
public record Measured(long ok, long failed, String firstFailure, double seconds,
        Histogram latency) {
    public double opsPerSecond() {
        return ok / seconds;
    }

    /** Latency in microseconds below which the share lies. */
    public double micros(double percent) {
        return latency.getTotalCount() == 0 ? Double.NaN
                : latency.getValueAtPercentile(percent) / 1000.0;
    }
}
