package ariadne.chaos.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A short window of the run whose operations the page shows one by one. A page cannot hold a
 * million of them, so it holds what happened around the story and the faults.
 *
 * @param label      what happened there: {@code P1 partition begins}
 * @param startNanos first moment shown
 * @param endNanos   last moment shown
 * @param onlyKey    if not empty, operations on other keys were left out
 * @param all        how many operations were under way in the window
 * @param operations those that the page holds, by invocation; all of them, or the first
 */
record Moment(
        String label,
        long startNanos,
        long endNanos,
        String onlyKey,
        int all,
        List<Operation> operations) {

    static final int MOST_MOMENTS = 24;
    static final int MOST_OPERATIONS = 320;

    private static final long[] WIDTHS_NANOS = {
        2_000_000L, 5_000_000L, 10_000_000L, 20_000_000L, 50_000_000L, 100_000_000L,
        200_000_000L, 500_000_000L, 1_000_000_000L, 2_000_000_000L, 5_000_000_000L
    };

    /** The moments of a run: the story first, then the faults, each as wide as its budget lets. */
    static List<Moment> of(Run run, List<Band> bands, long endNanos) {
        List<Moment> moments = new ArrayList<>();
        run.counterexample()
                .filter(c -> !c.steps().isEmpty())
                .ifPresent(c -> moments.add(story(c, run.operations(), endNanos)));
        if (run.operations().isEmpty()) {
            return moments;
        }
        List<Moment> marks = new ArrayList<>();
        Span silence = run.facts().withoutSuccess();
        marks.add(mark("the first operations", first(run.operations())));
        if (silence.lengthNanos() > 0) {
            marks.add(mark("success again after the longest silence", silence.endNanos()));
        }
        for (Band band : bands) {
            String name = band.label() + " " + band.fault().kind();
            marks.add(mark(name + " begins", band.fault().startNanos()));
            if (band.endNanos() < endNanos && band.endNanos() > band.fault().startNanos()) {
                marks.add(mark(name + " is over", band.endNanos()));
            }
        }
        marks.sort(Comparator.comparingLong(Moment::startNanos));
        for (Moment mark : thin(marks, MOST_MOMENTS - moments.size())) {
            moments.add(around(mark, run.operations(), endNanos));
        }
        return moments;
    }

    private static long first(List<Operation> operations) {
        return operations.stream().mapToLong(Operation::invokeNanos).min().orElse(0);
    }

    private static Moment mark(String label, long nanos) {
        return new Moment(label, nanos, nanos, "", 0, List.of());
    }

    private static List<Moment> thin(List<Moment> marks, int most) {
        if (marks.size() <= most) {
            return marks;
        }
        List<Moment> thinned = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            thinned.add(marks.get((int) ((long) i * marks.size() / most)));
        }
        return thinned;
    }

    /** The widest window around a mark whose operations fit. */
    private static Moment around(Moment mark, List<Operation> operations, long endNanos) {
        Span[] windows = new Span[WIDTHS_NANOS.length];
        Arrays.setAll(windows, w -> window(mark, w));
        int[] counts = new int[windows.length];
        for (Operation o : operations) {
            for (int w = windows.length - 1; w >= 0 && overlaps(o, windows[w]); w--) {
                counts[w]++;
            }
        }
        int widest = 0;
        while (widest + 1 < counts.length && counts[widest + 1] <= MOST_OPERATIONS) {
            widest++;
        }
        Span window = windows[widest];
        long start = Math.max(0, window.startNanos());
        Span shown = new Span(start, Math.max(start, Math.min(endNanos, window.endNanos())));
        return pick(mark.label(), shown, "", operations);
    }

    /** A quarter of the window shows what was before the mark. */
    private static Span window(Moment mark, int width) {
        long nanos = WIDTHS_NANOS[width];
        return new Span(mark.startNanos() - nanos / 4, mark.startNanos() + nanos - nanos / 4);
    }

    private static Moment story(Counterexample story, List<Operation> operations, long endNanos) {
        long start = Long.MAX_VALUE;
        long end = 0;
        for (Counterexample.Step step : story.steps()) {
            start = Math.min(start, step.invokeNanos());
            end = Math.max(end, Math.max(step.invokeNanos(), step.returnNanos()));
        }
        long margin = Math.max(1_000_000, (end - start) / 20);
        Span window = new Span(
                Math.max(0, start - margin),
                Math.max(start, Math.min(endNanos, end + margin)));
        return pick("the story", window, story.key(), operations);
    }

    private static Moment pick(
            String label, Span window, String key, List<Operation> operations) {
        List<Operation> under = new ArrayList<>();
        for (Operation o : operations) {
            if (overlaps(o, window) && (key.isEmpty() || key.equals(o.key()))) {
                under.add(o);
            }
        }
        under.sort(Comparator.comparingLong(Operation::invokeNanos));
        List<Operation> held = under.subList(0, Math.min(under.size(), MOST_OPERATIONS));
        return new Moment(
                label, window.startNanos(), window.endNanos(), key, under.size(),
                List.copyOf(held));
    }

    private static boolean overlaps(Operation o, Span window) {
        long end = o.returned() ? o.returnNanos() : o.invokeNanos();
        return o.invokeNanos() <= window.endNanos() && end >= window.startNanos();
    }
}
