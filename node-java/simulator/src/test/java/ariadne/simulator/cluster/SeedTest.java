package ariadne.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.server.Parts;
import ariadne.simulator.Campaign;
import ariadne.simulator.Outcome;
import ariadne.simulator.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whole nodes under the schedules of seeds. */
class SeedTest {
    @Test
    void seedsPass() throws Exception {
        System.out.println("seeds 1 to 100");
        Map<String, Long> faults = new TreeMap<>();
        Report report = new Campaign(1, 100, 2, seed -> {
            Outcome outcome = Simulation.run(seed);
            synchronized (faults) {
                outcome.faults().forEach((words, times) -> faults.merge(words, times, Long::sum));
            }
            if (!outcome.passed()) {
                System.out.println(outcome.violation().getMessage());
            }
            return outcome;
        }, r -> { }).run();
        assertThat(report.seeds()).isEqualTo(100);
        assertThat(report.violations()).isZero();
        faults.remove(Fault.DOUBT.words()); // Once in a thousand seeds.
        assertThat(faults).hasSize(Fault.values().length - 1).allSatisfy(
                (words, times) -> assertThat(times).as(words).isPositive());
    }

    /** Bad bytes on the disks of a minority: a node is mended or stays down, and all is well. */
    @Test
    void seedsPassWithDamageToo() {
        long rot = 0;
        long mended = 0;
        for (long seed = 1; seed <= 40; seed++) {
            Outcome outcome = Simulation.run(
                    Schedule.draw(seed, Plan.draw(seed).damaging()), id -> new Parts(), null);
            assertThat(outcome.violation()).as("seed %d", seed).isNull();
            rot += outcome.faults().get(Fault.ROT.words());
            mended += outcome.faults().get(Fault.MENDED.words());
        }
        assertThat(rot).isPositive();
        assertThat(mended).isPositive();
    }

    @Test
    void seedReplays() {
        List<Trace.Event> events = new ArrayList<>();
        for (long seed = 1000; seed < 1006; seed++) {
            Outcome once = Simulation.run(seed);
            Outcome again = Simulation.run(Schedule.parse(Schedule.draw(seed).text()),
                    id -> new Parts(), events::add);
            assertThat(again.traceHash()).as("seed %d", seed).isEqualTo(once.traceHash());
            assertThat(again.events()).isEqualTo(once.events());
            assertThat(once.traceHash()).isNotEqualTo(Simulation.run(seed + 1).traceHash());
        }
        assertThat(events.stream().anyMatch(event -> event instanceof Trace.Event.Carried carried
                && carried.isBeat() && carried.sentMicros() < carried.atMicros())).isTrue();
    }

    @Test
    void scheduleIsWhatItsTextSays() {
        for (long seed = 1; seed <= 50; seed++) {
            Schedule schedule = Schedule.draw(seed);
            assertThat(Schedule.parse(schedule.text())).as("seed %d", seed).isEqualTo(schedule);
        }
    }

    @Test
    void badSchedulesHaveOneClearLine() {
        String text = Schedule.draw(1).text();
        assertThatThrownBy(() -> Schedule.parse("")).hasMessageContaining("no schedule");
        assertThatThrownBy(() -> Schedule.parse(text.replace("plan nodes", "plan noses")))
                .hasMessage("the plan lacks nodes");
        assertThatThrownBy(() -> Schedule.parse(text + "1.0 dance 3\n"))
                .hasMessage("no deed is called dance");
        assertThatThrownBy(() -> Schedule.parse(text + "1.0 kill\n"))
                .hasMessage("a deed that can't be read: kill");
        assertThatThrownBy(() -> Schedule.parse(text + "1.0 kill 40\n"))
                .hasMessageContaining("no place for: 1.000000 kill 40");
        assertThatThrownBy(() -> Schedule.parse(text + "soon kill 1\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void newFaultOfOneKindMovesNoOther() {
        Schedule one = Schedule.draw(5);
        Plan more = one.plan();
        assertThat(new Nemesis(5, more).draw()).isEqualTo(new Nemesis(5, more).draw());
        assertThat(new Load(5, more).draw()).isNotEqualTo(new Load(6, more).draw());
    }
}
