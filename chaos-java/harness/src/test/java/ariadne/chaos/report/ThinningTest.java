package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ThinningTest {
    private static final long END = 60_000_000_000L;
    private static final int BUDGET = Drawing.POINT_BUDGET;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void aFewPointsAllStay() {
        List<Operation> few = crowd(500);
        assertThat(Thinning.points(few, END, BUDGET))
                .hasSize(500)
                .allMatch(p -> p.standsFor() == 1);
    }

    @Test
    void aCrowdShrinksToItsBudgetAndOutliersStay() {
        List<Operation> operations = new ArrayList<>(crowd(200_000));
        List<Operation> outliers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long at = (long) (i * 1.4e9);
            outliers.add(operation(Outcome.OK, at, 900_000_000L + i * 7_000_000L));
            outliers.add(operation(Outcome.INFO, at, 5_000_000_000L));
            outliers.add(operation(Outcome.FAIL, at, 40_000L));
        }
        operations.addAll(outliers);
        List<Thinning.Point> points = Thinning.points(operations, END, BUDGET);
        assertThat(points).hasSizeLessThanOrEqualTo(BUDGET).hasSizeGreaterThan(1000);
        assertThat(points).extracting(Thinning.Point::operation).containsAll(outliers);
    }

    @Test
    void whatIsDroppedHasANeighbourOfItsOutcome() {
        List<Operation> operations = crowd(60_000);
        List<Thinning.Point> points = Thinning.points(operations, END, Thinning.LEAST_BUDGET);
        Thinning.Grid coarsest = Thinning.GRIDS.getLast();
        Set<Operation> kept =
                points.stream().map(Thinning.Point::operation).collect(Collectors.toSet());
        double column = END / (double) coarsest.columns();
        double row = Math.pow(10, 1.0 / coarsest.rowsPerDecade());
        for (int i = 0; i < operations.size(); i += 50) {
            Operation o = operations.get(i);
            assertThat(kept).anyMatch(k -> k.outcome() == o.outcome()
                    && Math.abs(k.invokeNanos() - o.invokeNanos()) <= column
                    && ratio(k.latencyNanos(), o.latencyNanos()) <= row);
        }
    }

    @Test
    void evenNoiseAllOverTheChartFits() {
        List<Operation> noise = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            Outcome outcome = Outcome.values()[random.nextInt(3)];
            long latency = (long) Math.pow(10, 3 + 9 * random.nextDouble());
            noise.add(operation(outcome, random.nextLong(END), latency));
        }
        assertThat(Thinning.points(noise, END, Thinning.LEAST_BUDGET))
                .hasSizeLessThanOrEqualTo(Thinning.LEAST_BUDGET);
    }

    @Test
    void theSlowestOfACrowdStays() {
        List<Operation> operations = crowd(200_000);
        long slowest = operations.stream().mapToLong(Operation::latencyNanos).max().orElseThrow();
        assertThat(Thinning.points(operations, END, Thinning.LEAST_BUDGET))
                .anyMatch(p -> p.operation().latencyNanos() == slowest);
    }

    @Test
    void whatNeverReturnedIsNoPoint() {
        Operation lost = new Operation(
                1, "read", Outcome.INFO, 5, Operation.NEVER, "k", "", "n1", "", "");
        assertThat(Thinning.points(List.of(lost), END, BUDGET)).isEmpty();
    }

    @Test
    void aBudgetNoGridCanKeepIsRefused() {
        assertThatThrownBy(() -> Thinning.points(List.of(), END, Thinning.LEAST_BUDGET - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double ratio(long a, long b) {
        return Math.max(a, b) / (double) Math.max(1, Math.min(a, b));
    }

    private List<Operation> crowd(int size) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long latency = (long) (2e6 * Math.exp(0.4 * random.nextGaussian()));
            operations.add(operation(Outcome.OK, random.nextLong(END), latency));
        }
        return operations;
    }

    private static Operation operation(Outcome outcome, long invoke, long latency) {
        return new Operation(
                1, "read", outcome, invoke, invoke + latency, "k", "1", "n1", "1.0", "");
    }
}
