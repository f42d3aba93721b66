package ariadne.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.LabSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<String> NODES = LabSettings.nodeNames(5);
    private static final List<NemesisChoice> FOUR =
            NemesisChoice.parse("partition,kill,pause,clock");

    private static Schedule minute(long seed, List<NemesisChoice> choices) {
        return Schedule.of(seed, choices, Rhythm.STANDARD, 60_000);
    }

    private static List<Planned> of(Schedule schedule, FaultKind kind) {
        return schedule.faults().stream().filter(planned -> planned.kind() == kind).toList();
    }

    @Test
    void aSeedDecidesEverything() {
        for (long seed = 0; seed < 100; seed++) {
            Schedule one = minute(seed, FOUR);
            Schedule again = minute(seed, NemesisChoice.parse("partition,kill,pause,clock"));
            assertThat(again).isEqualTo(one);
            assertThat(again.faults().stream().map(planned -> planned.draw(NODES, List.of("n2"))))
                    .containsExactlyElementsOf(one.faults().stream()
                            .map(planned -> planned.draw(NODES, List.of("n2"))).toList());
            assertThat(minute(seed + 1, FOUR)).isNotEqualTo(one);
        }
    }

    @Test
    void whatOneKindDoesHangsOnNoOther() {
        List<Planned> alone = minute(7, NemesisChoice.parse("pause")).faults();
        assertThat(of(minute(7, FOUR), FaultKind.PAUSE)).isEqualTo(alone);
    }

    @Test
    void eachKindComesSeveralTimesAMinuteAndNothingStaysOn() {
        for (long seed = 0; seed < 1000; seed++) {
            Schedule schedule = minute(seed, FOUR);
            for (NemesisChoice choice : FOUR) {
                List<Planned> faults = of(schedule, choice.kind());
                assertThat(faults).as("seed " + seed).hasSizeBetween(4, 10);
                long free = 0;
                for (Planned planned : faults) {
                    assertThat(planned.startMillis()).isGreaterThan(free);
                    assertThat(planned.endMillis() - planned.startMillis())
                            .isBetween(3000L, 8000L);
                    free = planned.endMillis();
                }
                assertThat(free).isLessThanOrEqualTo(60_000);
            }
            assertThat(schedule.faults()).isSortedAccordingTo(
                    (a, b) -> Long.compare(a.startMillis(), b.startMillis()));
        }
    }

    @Test
    void noShapeComesTwiceBeforeAllCameOnce() {
        for (long seed = 0; seed < 100; seed++) {
            Schedule schedule = Schedule.of(seed, FOUR, Rhythm.STANDARD, 300_000);
            for (NemesisChoice choice : FOUR) {
                List<String> names = of(schedule, choice.kind()).stream()
                        .map(planned -> planned.shape().name()).toList();
                int all = NemesisChoice.shapeNames(choice.kind()).size();
                for (int from = 0; from + all <= names.size(); from += all) {
                    assertThat(new HashSet<>(names.subList(from, from + all))).hasSize(all);
                }
            }
        }
    }

    @Test
    void severalKindsAreOnAtOnce() {
        Set<Integer> together = new HashSet<>();
        List<Planned> faults = minute(1, FOUR).faults();
        for (long millis = 0; millis < 60_000; millis += 100) {
            long now = millis;
            together.add((int) faults.stream().filter(planned -> planned.startMillis() <= now
                    && now < planned.endMillis()).count());
        }
        assertThat(together).contains(0, 1, 2, 3);
    }

    @Test
    void aShortRunHasFaultsToo() {
        assertThat(Schedule.of(1, FOUR, Rhythm.ofIntervalMillis(2000), 10_000).faults())
                .hasSizeGreaterThan(12);
        assertThat(Schedule.of(1, FOUR, Rhythm.STANDARD, 1000).faults()).isEmpty();
    }

    @Test
    void clocksGoWrongInEveryWayWithinBounds() {
        boolean minutes = false;
        for (long seed = 0; seed < 300; seed++) {
            for (Planned planned : of(minute(seed, FOUR), FaultKind.CLOCK)) {
                Fault fault = planned.draw(NODES, List.of());
                assertThat(fault.nodes()).isNotEmpty().isSorted();
                if (fault instanceof ClockSkew skew) {
                    for (var setting : skew.settings().values()) {
                        assertThat(setting.rate()).isBetween(0.75, 1.25);
                        assertThat(Math.abs(setting.offsetMillis())).isLessThan(263_000);
                        minutes |= setting.offsetMillis() < -100_000;
                        assertThat(setting.offsetMillis() != 0 ^ setting.rate() != 1.0).isTrue();
                    }
                } else {
                    assertThat(fault.beatMillis()).isBetween(20L, 200L);
                }
            }
        }
        assertThat(minutes).isTrue();
    }
}
