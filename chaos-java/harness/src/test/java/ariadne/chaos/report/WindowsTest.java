package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WindowsTest {
    private static final long END = 60_000_000_000L;

    @Test
    void quantilesEqualACountOfWhoWaitedNoLonger() {
        List<Operation> operations = operations(20_000);
        Windows windows = Windows.of(operations, END);
        for (int w = 0; w < windows.p50Micros().length; w++) {
            long start = w * windows.widthNanos();
            List<Long> here = operations.stream()
                    .filter(Operation::returned)
                    .filter(o -> o.invokeNanos() >= start
                            && o.invokeNanos() < start + windows.widthNanos())
                    .map(Operation::latencyNanos)
                    .toList();
            assertThat(windows.p50Micros()[w]).isEqualTo(naive(here, 0.5));
            assertThat(windows.p95Micros()[w]).isEqualTo(naive(here, 0.95));
            assertThat(windows.p99Micros()[w]).isEqualTo(naive(here, 0.99));
        }
    }

    /** The least latency that a share q of all are at or below, found by trying each. */
    private static long naive(List<Long> latencies, double q) {
        return latencies.stream()
                .filter(l -> latencies.stream().filter(m -> m <= l).count()
                        >= q * latencies.size())
                .min(Long::compare)
                .map(l -> l / 1000)
                .orElse(-1L);
    }

    @Test
    void ratesAddUpToAllOperations() {
        List<Operation> operations = operations(30_000);
        Windows windows = Windows.of(operations, END);
        double seconds = windows.widthNanos() / 1e9;
        double all = Arrays.stream(windows.perSecond())
                .flatMapToDouble(Arrays::stream).sum() * seconds;
        assertThat(all).isCloseTo(operations.size(), within(operations.size() * 0.001));
    }

    @Test
    void aHalfWindowAtTheEndIsNoDropInTheRate() {
        List<Operation> steady = new ArrayList<>();
        long end = 1_020_000_000L;
        for (long t = 0; t < end; t += 1_000_000) {
            steady.add(new Operation(0, "read", Outcome.OK, t, t, "", "", "", "", ""));
        }
        for (double rate : Windows.of(steady, end).perSecond()[0]) {
            assertThat(rate).isCloseTo(1000, within(1.0));
        }
    }

    @Test
    void thereAreNeverMoreWindowsThanAChartCanShow() {
        for (long seconds : new long[] {1, 11, 12, 59, 60, 61, 3600, 86_400, 10_000_000}) {
            Windows windows = Windows.of(List.of(), seconds * 1_000_000_000);
            assertThat(windows.p50Micros().length).isBetween(1, Windows.MOST_WINDOWS);
            assertThat(windows.p50Micros()).containsOnly(-1);
        }
    }

    private static List<Operation> operations(int size) {
        SplittableRandom random = new SplittableRandom(11);
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long invoke = random.nextLong(END - 1_000_000_000);
            boolean lost = random.nextInt(50) == 0;
            long back = lost ? Operation.NEVER : invoke + random.nextLong(900_000_000);
            Outcome outcome = lost ? Outcome.INFO : Outcome.values()[random.nextInt(3)];
            operations.add(new Operation(i, "write", outcome, invoke, back, "", "", "", "", ""));
        }
        return operations;
    }
}
