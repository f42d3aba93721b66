package ariadne.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Hasher;
import ariadne.paxos.Mutant;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import ariadne.server.Parts;
import ariadne.simulator.Outcome;
import ariadne.simulator.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final Parts STALE_READS = new Parts() {
        @Override
        public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
                Stops stops, Chance chance) {
            return Mutant.STALE_READS.replica(settings, saved, archive, hasher, stops, chance);
        }
    };

    private static boolean fails(Schedule schedule, Parts parts) {
        return !Simulation.run(schedule, id -> parts, null).passed();
    }

    @Test
    void plantedBugShrinksToAtMostADozenSteps() {
        Parts parts = STALE_READS;
        Schedule failing = LongStream.rangeClosed(1, 200).mapToObj(Schedule::draw)
                .filter(schedule -> fails(schedule, parts)).findFirst().orElseThrow();
        List<Integer> runs = new ArrayList<>();
        Schedule small = new Shrinker(id -> parts, 400, (run, best) -> runs.add(run))
                .shrink(failing);
        System.out.println("seed " + failing.seed() + ": " + failing.steps().size() + " steps, "
                + runs.size() + " runs\n" + small.text());
        assertThat(small.steps()).hasSizeLessThanOrEqualTo(12);
        Page page = new Page(small);
        Outcome outcome = Simulation.run(small, id -> parts, page);
        assertThat(outcome.passed()).isFalse();
        String html = page.text(outcome);
        assertThat(html).contains("<svg", "</html>", outcome.violation().getMessage()
                .replaceFirst("^seed \\d+ at [\\d.]+ s: ", "").substring(0, 20));
        small.steps().forEach(step -> assertThat(html).contains(step.deed().line()));
        assertThat(fails(small, new Parts())).as("the true node passes it").isFalse();
    }

    @Test
    void runThatPassesCannotBeShrunk() {
        assertThatThrownBy(() -> new Shrinker(id -> new Parts(), 10, (run, best) -> { })
                .shrink(Schedule.draw(3))).hasMessage("this schedule does not fail");
    }

    @Test
    void kindOfAViolationHasNoNumbers() {
        assertThat(Shrinker.kind(new Violation("seed 4 at 1.500000 s: node 3 decides #7 late")))
                .isEqualTo(Shrinker.kind(new Violation(
                        "seed 9 at 22.000001 s: node 11 decides #1 late")));
    }
}
