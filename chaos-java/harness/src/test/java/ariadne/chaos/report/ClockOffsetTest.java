package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClockOffsetTest {
    @Test
    void aLongSeriesKeepsItsReachItsEndsAndItsOrder() {
        List<ClockOffset> samples = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            samples.add(new ClockOffset("n1", i, i == 4321 ? 48_000 : i == 777 ? -9 : i % 3));
        }
        List<ClockOffset> kept = ClockOffset.thin(samples, 400);
        assertThat(kept).hasSizeLessThanOrEqualTo(400)
                .contains(samples.get(4321), samples.get(777))
                .startsWith(samples.getFirst())
                .endsWith(samples.getLast())
                .isSortedAccordingTo((a, b) -> Long.compare(a.timeNanos(), b.timeNanos()));
    }

    @Test
    void aShortSeriesIsSortedAndStays() {
        ClockOffset early = new ClockOffset("n1", 1, 0);
        ClockOffset late = new ClockOffset("n1", 2, 5);
        assertThat(ClockOffset.thin(List.of(late, early), 400)).containsExactly(early, late);
    }
}
