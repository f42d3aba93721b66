package ariadne.chaos.lab;

/**
 * How a node's clocks differ from the host's.
 *
 * @param offsetMillis added to the wall clock
 * @param rate of wall and monotonic clock; 1 is true time, 1.1 goes 10 % fast
 */
public record ClockSetting(long offsetMillis, double rate) {
    public static final ClockSetting TRUE = new ClockSetting(0, 1.0);

    public ClockSetting {
        if (!(rate > 0 && rate <= 100)) {
            throw new IllegalArgumentException("a clock rate of " + rate);
        }
    }

    public static ClockSetting bump(long offsetMillis) {
        return new ClockSetting(offsetMillis, 1.0);
    }

    public static ClockSetting drift(double rate) {
        return new ClockSetting(0, rate);
    }

    /** The one line of a lab clock file. */
    public String labClockLine() {
        return "offsetMillis=" + offsetMillis + " rate=" + rate + "\n";
    }
}
