package ariadne.chaos.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A fault as the charts and the table show it: the same name and colour in both.
 *
 * @param label    letter of its kind and its number in the run: {@code P1}
 * @param lane     faults that overlap in time stand in different lanes, from 0
 * @param endNanos when it was over, the end of the run if it never was
 */
record Band(Fault fault, String label, int lane, long endNanos) {

    private static final Map<String, String> LETTERS = Map.of(
            "partition", "P", "kill", "K", "pause", "Z", "clock", "C",
            "loss", "L", "disk", "D", "membership", "M");

    /** Kinds that have a colour of their own; any other is {@code other}. */
    String colour() {
        return LETTERS.containsKey(fault.kind()) ? fault.kind() : "other";
    }

    static String letter(String kind) {
        String first = kind.isEmpty() ? "?" : kind.substring(0, 1).toUpperCase(Locale.ROOT);
        return LETTERS.getOrDefault(kind, first);
    }

    static List<Band> of(List<Fault> faults, long runEndNanos) {
        List<Fault> sorted = new ArrayList<>(faults);
        sorted.sort(Comparator.comparingLong(Fault::startNanos));
        List<Long> laneEnds = new ArrayList<>();
        List<Band> bands = new ArrayList<>();
        for (Fault fault : sorted) {
            long end = fault.endNanos() < fault.startNanos() ? runEndNanos : fault.endNanos();
            int lane = 0;
            while (lane < laneEnds.size() && laneEnds.get(lane) > fault.startNanos()) {
                lane++;
            }
            if (lane == laneEnds.size()) {
                laneEnds.add(end);
            } else {
                laneEnds.set(lane, end);
            }
            bands.add(new Band(fault, letter(fault.kind()) + (bands.size() + 1), lane, end));
        }
        return bands;
    }
}
