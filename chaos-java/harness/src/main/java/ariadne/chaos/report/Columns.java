package ariadne.chaos.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations as columns of numbers, which is a third of their size as objects. Texts are numbers
 * too: places in one list of all texts. Times are in microseconds.
 */
final class Columns {
    private static final int LONGEST_TEXT = 120;

    private final Map<String, Integer> places = new LinkedHashMap<>();

    /** All texts so far, in the order of their places. */
    List<String> texts() {
        return new ArrayList<>(places.keySet());
    }

    Map<String, Object> of(List<Operation> operations) {
        int n = operations.size();
        long[] process = new long[n];
        long[] invoke = new long[n];
        long[] took = new long[n];
        int[] outcome = new int[n];
        int[][] texts = new int[6][n];
        for (int i = 0; i < n; i++) {
            Operation o = operations.get(i);
            process[i] = o.process();
            invoke[i] = o.invokeNanos() / 1000;
            took[i] = o.returned() ? o.latencyNanos() / 1000 : -1;
            outcome[i] = o.outcome().ordinal();
            texts[0][i] = place(o.f());
            texts[1][i] = place(o.key());
            texts[2][i] = place(o.value());
            texts[3][i] = place(o.node());
            texts[4][i] = place(o.position());
            texts[5][i] = place(o.error());
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("process", process);
        columns.put("invoke", invoke);
        columns.put("took", took);
        columns.put("outcome", outcome);
        columns.put("f", texts[0]);
        columns.put("key", texts[1]);
        columns.put("value", texts[2]);
        columns.put("node", texts[3]);
        columns.put("position", texts[4]);
        columns.put("error", texts[5]);
        return columns;
    }

    private int place(String text) {
        String cut = text;
        if (text.length() > LONGEST_TEXT) {
            cut = text.substring(0, LONGEST_TEXT - 1) + "…";
        }
        Integer place = places.putIfAbsent(cut, places.size());
        return place == null ? places.size() - 1 : place;
    }
}
