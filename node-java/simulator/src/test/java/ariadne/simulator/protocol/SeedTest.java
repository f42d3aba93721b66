package ariadne.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.simulator.Campaign;
import ariadne.simulator.Dice;
import ariadne.simulator.Outcome;
import ariadne.simulator.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeedTest {
    @Test
    void seedsPass() throws Exception {
        System.out.println("seeds 1 to 300");
        Report report = new Campaign(1, 300, 2,
                seed -> Simulation.run(seed, null), r -> { }).run();
        assertThat(report.seeds()).isEqualTo(300);
        assertThat(report.violations()).isZero();
    }

    @Test
    void seedReplays() {
        for (long seed = 1000; seed < 1010; seed++) {
            Outcome once = Simulation.run(seed, new Build(), null);
            Outcome again = Simulation.run(seed, new Build(), null);
            assertThat(again.traceHash()).as("seed %d", seed).isEqualTo(once.traceHash());
            assertThat(again.events()).isEqualTo(once.events());
            assertThat(once.traceHash()).isNotEqualTo(
                    Simulation.run(seed + 1, new Build(), null).traceHash());
        }
    }

    @Test
    void drawingTheLadderChangesNothing() {
        List<String> lines = new ArrayList<>();
        Outcome drawn = Simulation.run(17, new Build(), lines::add);
        assertThat(drawn.traceHash()).isEqualTo(Simulation.run(17, new Build(), null).traceHash());
        assertThat(lines).anyMatch(line -> line.contains("Prepare"))
                .anyMatch(line -> line.contains("Promise"))
                .anyMatch(line -> line.contains("Sync"));
    }

    @Test
    void newDrawInOneComponentMovesNoOther() {
        Dice other = new Dice(5, "link/1>2");
        long first = other.next();
        Dice moved = new Dice(5, "link/2>1");
        moved.next();
        assertThat(new Dice(5, "link/1>2").next()).isEqualTo(first);
        assertThat(first).isNotEqualTo(new Dice(5, "link/2>1").next())
                .isNotEqualTo(new Dice(6, "link/1>2").next());
    }

    @Test
    void everyFaultIsDrawnBySomeSeed() {
        Map<String, Long> faults = new TreeMap<>();
        boolean none = false;
        for (long seed = 1; seed <= 60; seed++) {
            Simulation.run(seed, new Build(), null).faults()
                    .forEach((words, times) -> faults.merge(words, times, Long::sum));
            none |= Plan.draw(seed).weather().loss() == 0;
        }
        assertThat(faults).hasSize(Fault.values().length).allSatisfy(
                (words, times) -> assertThat(times).as(words).isPositive());
        assertThat(none).as("zero is among the draws").isTrue();
    }
}
