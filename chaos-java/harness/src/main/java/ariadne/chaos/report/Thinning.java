package ariadne.chaos.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Thins the points of the latency chart: where they overlap, never where they stand apart.
 *
 * <p>A grid lies over the chart, one for each outcome: columns of equal time, rows of equal
 * ratio of latency. A cell with few points keeps them all, a full one keeps its slowest and some
 * more, evenly. So whatever is dropped had a neighbour of its own outcome in its own cell that
 * stayed, and every outlier stays. If that is still too much for a page, the grid gets coarser.
 */
final class Thinning {

    /** A point that stays, and how many operations it stands for, itself included. */
    record Point(Operation operation, int standsFor) {}

    /** Columns over the whole run, rows over a factor of ten, points that a cell may keep. */
    record Grid(int columns, int rowsPerDecade, int keep) {}

    /** From fine to coarse. The last one has no more cells than the least budget has points. */
    static final List<Grid> GRIDS = List.of(
            new Grid(900, 40, 3),
            new Grid(900, 40, 2),
            new Grid(900, 40, 1),
            new Grid(700, 36, 1),
            new Grid(550, 30, 1),
            new Grid(450, 24, 1),
            new Grid(300, 20, 1),
            new Grid(150, 12, 1),
            new Grid(60, 5, 1));

    static final int DECADES = 9;
    static final int LEAST_BUDGET = 60 * 5 * DECADES * Outcome.values().length;

    private final Grid grid;
    private final long endNanos;
    private final int rows;
    private final int[] counts;
    private final int[] slowest;

    private Thinning(Grid grid, long endNanos) {
        this.grid = grid;
        this.endNanos = endNanos;
        this.rows = grid.rowsPerDecade() * DECADES;
        int cells = grid.columns() * rows * Outcome.values().length;
        this.counts = new int[cells];
        this.slowest = new int[cells];
    }

    /**
     * The points to draw, at most {@code budget} of them, in the order of {@code operations}.
     * Operations that never returned have no latency and are no points.
     *
     * @param endNanos length of the time axis
     * @param budget   not below {@link #LEAST_BUDGET}
     */
    static List<Point> points(List<Operation> operations, long endNanos, int budget) {
        if (budget < LEAST_BUDGET) {
            throw new IllegalArgumentException("a budget of " + budget + " points is below "
                    + LEAST_BUDGET);
        }
        for (Grid grid : GRIDS) {
            Thinning thinning = new Thinning(grid, endNanos);
            thinning.count(operations);
            if (thinning.kept() <= budget) {
                return thinning.pick(operations);
            }
        }
        throw new AssertionError("the coarsest grid has at most " + LEAST_BUDGET + " cells");
    }

    private void count(List<Operation> operations) {
        for (int i = 0; i < operations.size(); i++) {
            Operation o = operations.get(i);
            if (!o.returned()) {
                continue;
            }
            int cell = cell(o);
            if (counts[cell]++ == 0
                    || o.latencyNanos() > operations.get(slowest[cell]).latencyNanos()) {
                slowest[cell] = i;
            }
        }
    }

    private long kept() {
        long kept = 0;
        for (int count : counts) {
            kept += Math.min(count, grid.keep());
        }
        return kept;
    }

    private List<Point> pick(List<Operation> operations) {
        int[] seen = new int[counts.length];
        int[] left = new int[counts.length];
        for (int cell = 0; cell < counts.length; cell++) {
            left[cell] = Math.min(counts[cell], grid.keep());
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation o = operations.get(i);
            if (!o.returned()) {
                continue;
            }
            int cell = cell(o);
            int kept = Math.min(counts[cell], grid.keep());
            boolean isSlowest = slowest[cell] == i;
            boolean slowestAhead = !isSlowest && slowest[cell] > i;
            int step = (counts[cell] + kept - 1) / kept;
            boolean due = seen[cell]++ % step == 0 && left[cell] > (slowestAhead ? 1 : 0);
            if (isSlowest || due) {
                left[cell]--;
                points.add(new Point(o, (counts[cell] + kept - 1) / kept));
            }
        }
        return points;
    }

    private int cell(Operation o) {
        long time = Math.max(0, Math.min(o.invokeNanos(), endNanos - 1));
        int column = (int) (time * (double) grid.columns() / endNanos);
        double decade = Math.log10(Math.max(1, o.latencyNanos() / 1e3));
        int row = Math.min(rows - 1, (int) (decade * grid.rowsPerDecade()));
        return (o.outcome().ordinal() * grid.columns() + Math.min(column, grid.columns() - 1))
                * rows + row;
    }
}
