package ariadne.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.lab.Capability;
import ariadne.chaos.lab.ClockSetting;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.LabInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NemesisRunnerTest {
    private final RecordingLab lab = new RecordingLab(5);
    private final List<NemesisEvent> started = new ArrayList<>();
    private final List<NemesisEvent> ended = new ArrayList<>();
    private Runnable atStart = () -> {};

    private final NemesisListener listener = new NemesisListener() {
        @Override
        public void started(NemesisEvent event) {
            started.add(event);
            atStart.run();
        }

        @Override
        public void ended(NemesisEvent event) {
            ended.add(event);
        }
    };

    /** Time passes by waiting alone. */
    private static final class FakedWaiter implements Waiter {
        private volatile long nanos = 5_000_000_000L;
        private volatile boolean woken;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void waitUntil(long until) {
            if (!woken) {
                nanos = Math.max(nanos, until);
            }
        }

        @Override
        public void wake() {
            woken = true;
        }
    }

    private static Planned planned(long start, long end, FaultKind kind, String shape) {
        return new Planned(start, end, kind,
                new NemesisChoice.Shape(shape, Sides.SYMMETRIC), 42);
    }

    private NemesisRunner run(Schedule schedule, List<String> leaders) {
        NemesisRunner runner = new NemesisRunner(lab, schedule, () -> leaders, listener,
                new FakedWaiter());
        runner.start();
        runner.await();
        return runner;
    }

    private void assertHealed() {
        assertThat(lab.isWhole()).isTrue();
        assertThat(lab.waitedFor).containsExactlyElementsOf(lab.nodes());
        assertThat(ended).extracting(NemesisEvent::fault)
                .containsExactlyInAnyOrderElementsOf(
                        started.stream().map(NemesisEvent::fault).toList());
    }

    @Test
    void everyScheduleEndsHealed() {
        for (long seed = 0; seed < 100; seed++) {
            Schedule schedule = Schedule.of(seed, NemesisChoice.parse(
                    "partition,kill,pause,clock,delay,loss"), Rhythm.STANDARD, 60_000);
            started.clear();
            ended.clear();
            lab.waitedFor.clear();
            lab.done.clear();
            NemesisRunner runner = run(schedule, List.of("n3"));
            assertThat(runner.failure()).as("seed " + seed).isEmpty();
            assertThat(started).hasSameSizeAs(schedule.faults());
            assertHealed();
        }
    }

    @Test
    void timesAndMechanismsAreReported() {
        run(new Schedule(List.of(planned(1000, 3000, FaultKind.PAUSE, "primaries"))),
                List.of("n4"));
        assertThat(started).singleElement().satisfies(event -> {
            assertThat(event.startNanos()).isEqualTo(6_000_000_000L);
            assertThat(event.endNanos()).isEmpty();
            assertThat(event.mechanism()).isEqualTo("pretended pause");
            assertThat(event.fault().words()).isEqualTo("n4 paused");
        });
        assertThat(ended.getFirst().endNanos()).hasValue(8_000_000_000L);
        assertThat(lab.done).startsWith("pause n4", "resume n4");
    }

    @Test
    void aDeadAndPausedNodeComesBackRunning() {
        Schedule schedule = new Schedule(List.of(
                planned(1000, 9000, FaultKind.PAUSE, "all"),
                planned(2000, 4000, FaultKind.KILL, "all")));
        Map<String, Boolean> runs = new HashMap<>();
        NemesisListener watcher = new NemesisListener() {
            @Override
            public void started(NemesisEvent event) {}

            @Override
            public void ended(NemesisEvent event) {
                if (event.fault() instanceof Kill) {
                    lab.nodes().forEach(node -> runs.put(node, lab.isRunning(node)
                            && !lab.paused.contains(node)));
                }
            }
        };
        NemesisRunner runner = new NemesisRunner(lab, schedule, List::of, watcher,
                new FakedWaiter());
        runner.start();
        runner.await();
        assertThat(runs).hasSize(5).doesNotContainValue(false);
        assertThat(lab.isWhole()).isTrue();
    }

    @Test
    void aStrobeFlipsUntilItsEnd() {
        run(new Schedule(List.of(planned(1000, 4000, FaultKind.CLOCK, "strobe"))), List.of());
        ClockStrobe strobe = (ClockStrobe) started.getFirst().fault();
        String node = strobe.nodes().getFirst();
        long flips = lab.done.stream().filter(("clock " + node)::equals).count();
        // Start, beats, end, heal.
        assertThat(flips).isEqualTo(1 + (3000 - 1) / strobe.beatMillis() + 1 + 1);
        assertThat(lab.clocks).containsEntry(node, ClockSetting.TRUE);
    }

    @Test
    void aFaultThatFailsHalfWayIsUndoneAndEndsTheRun() {
        lab.failsAt = "kill n3";
        lab.failures = 1;
        NemesisRunner runner = run(new Schedule(List.of(
                planned(500, 30_000, FaultKind.PARTITION, "majorities-ring"),
                planned(1000, 3000, FaultKind.KILL, "all"),
                planned(5000, 6000, FaultKind.PAUSE, "one"))), List.of());
        assertThat(runner.failure()).get().extracting(Throwable::getMessage)
                .isEqualTo("no kill n3");
        assertThat(started).hasSize(2);
        assertHealed();
    }

    @Test
    void healingGoesOnWhereAStepFails() {
        lab.failsAt = "resume n1";
        lab.failures = 1;
        NemesisRunner runner = run(new Schedule(List.of(
                planned(1000, 3000, FaultKind.KILL, "all"))), List.of());
        assertThat(runner.failure()).isPresent();
        assertHealed();
    }

    @Test
    void aFaultThatCannotBeEndedIsHealedAnotherWay() {
        lab.failsAt = "start n1";
        lab.failures = 1;
        NemesisRunner runner = run(new Schedule(List.of(
                planned(1000, 3000, FaultKind.KILL, "all"))), List.of());
        assertThat(runner.failure()).isPresent();
        assertHealed();
    }

    @Test
    void aListenerThatThrowsDoesNotKeepItFromHealing() {
        atStart = () -> {
            throw new IllegalStateException("listener");
        };
        NemesisRunner runner = run(new Schedule(List.of(
                planned(1000, 3000, FaultKind.PARTITION, "bridge"))), List.of());
        assertThat(runner.failure()).get().extracting(Throwable::getMessage)
                .isEqualTo("listener");
        assertHealed();
    }

    @Test
    void stopBreaksOffAndHeals() {
        FakedWaiter waiter = new FakedWaiter();
        NemesisRunner[] runner = new NemesisRunner[1];
        // On the runner's own thread stop would wait for itself: another one asks.
        Thread stopper = new Thread(() -> runner[0].stop());
        atStart = () -> {
            stopper.start();
            while (!waiter.woken) {
                Thread.onSpinWait();
            }
        };
        runner[0] = new NemesisRunner(lab, new Schedule(List.of(
                planned(1000, 3000, FaultKind.PARTITION, "single-hub"),
                planned(5000, 6000, FaultKind.KILL, "all"))), List::of, listener, waiter);
        runner[0].start();
        runner[0].await();
        runner[0].stop();
        assertThat(runner[0].failure()).isEmpty();
        assertThat(started).hasSize(1);
        assertHealed();
    }

    @Test
    void stopWithoutStartDoesNothing() {
        new NemesisRunner(lab, new Schedule(List.of()), List::of, listener, new FakedWaiter())
                .stop();
        assertThat(lab.done).isEmpty();
    }

    @Test
    void whoCannotSayWhoLeadsDoesNoHarm() {
        NemesisRunner runner = new NemesisRunner(lab, new Schedule(List.of(
                planned(1000, 3000, FaultKind.KILL, "primaries"))), () -> {
                    throw new IllegalStateException("all are dead");
                }, listener, new FakedWaiter());
        runner.start();
        runner.await();
        assertThat(runner.failure()).isEmpty();
        assertThat(started.getFirst().fault().nodes()).hasSize(1);
    }

    @Test
    void whatTheLabCannotDoIsRefusedBeforeItBegins() {
        lab.capabilities.put(FaultKind.DELAY, new Capability.Refused("no netem"));
        Schedule schedule = Schedule.of(1, NemesisChoice.parse("kill,delay"), Rhythm.STANDARD,
                60_000);
        assertThatThrownBy(() -> new NemesisRunner(lab, schedule, List::of, listener,
                new FakedWaiter())).isInstanceOf(LabInputException.class)
                .hasMessage("the lab \"recording\" cannot do delay: no netem");
    }
}
