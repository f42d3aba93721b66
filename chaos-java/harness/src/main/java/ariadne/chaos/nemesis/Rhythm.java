package ariadne.chaos.nemesis;

import ariadne.chaos.lab.LabInputException;

/**
 * How long a kind of fault waits and lasts; each time drawn anew between the bounds.
 *
 * @param waitMinMillis before the fault
 * @param activeMinMillis from start to end
 */
public record Rhythm(long waitMinMillis, long waitMaxMillis, long activeMinMillis,
        long activeMaxMillis) {
    /** A fault of each kind about every ten seconds. */
    public static final Rhythm STANDARD = ofIntervalMillis(10_000);

    public Rhythm {
        if (waitMinMillis < 1 || waitMaxMillis < waitMinMillis || activeMinMillis < 1
                || activeMaxMillis < activeMinMillis) {
            throw new IllegalArgumentException("waits " + waitMinMillis + ".." + waitMaxMillis
                    + " ms, lasts " + activeMinMillis + ".." + activeMaxMillis + " ms");
        }
    }

    /** From start to start this long on average, about half of it active. */
    public static Rhythm ofIntervalMillis(long millis) {
        if (millis < 100) {
            throw new LabInputException("a nemesis interval of " + millis
                    + " ms is too short; 100 ms is the least");
        }
        return new Rhythm(millis * 3 / 10, millis * 6 / 10, millis * 3 / 10, millis * 8 / 10);
    }
}
