package ariadne.chaos.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How wrong the clock of a node was at a moment. The page joins the samples of a node by lines.
 *
 * @param offsetMillis its clock minus the true time
 */
public record ClockOffset(String node, long timeNanos, double offsetMillis) {
    public ClockOffset {
        Objects.requireNonNull(node);
    }

    /**
     * At most {@code most} samples of one node, by time. If there are more, the run is cut into
     * stretches and each keeps its first, last, lowest and highest: a strobing clock keeps its
     * reach.
     */
    static List<ClockOffset> thin(List<ClockOffset> samples, int most) {
        List<ClockOffset> sorted = new ArrayList<>(samples);
        sorted.sort(Comparator.comparingLong(ClockOffset::timeNanos));
        if (sorted.size() <= most) {
            return sorted;
        }
        Comparator<ClockOffset> byOffset = Comparator.comparingDouble(ClockOffset::offsetMillis);
        int stretches = most / 4;
        List<ClockOffset> kept = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            List<ClockOffset> stretch = sorted.subList(
                    (int) ((long) i * sorted.size() / stretches),
                    (int) ((i + 1L) * sorted.size() / stretches));
            ClockOffset low = stretch.stream().min(byOffset).orElseThrow();
            ClockOffset high = stretch.stream().max(byOffset).orElseThrow();
            for (ClockOffset s : stretch) {
                if (s == low || s == high || s == stretch.getFirst() || s == stretch.getLast()) {
                    kept.add(s);
                }
            }
        }
        return kept;
    }
}
