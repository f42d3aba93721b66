package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MomentTest {
    @Test
    void theStoryComesFirstAndHoldsItsKeyAlone() {
        Run run = Demo.run(Answer.INVALID);
        Moment story = moments(run).getFirst();
        assertThat(story.label()).isEqualTo("the story");
        assertThat(story.operations()).allMatch(o -> o.key().equals("7"));
        assertThat(story.operations()).extracting(Operation::process).contains(3L, 28L, 1L);
    }

    @Test
    void aMomentHoldsAllThatWasUnderWayOrSaysHowMuch() {
        Run run = Demo.run(Answer.VALID);
        List<Moment> moments = moments(run);
        assertThat(moments).hasSizeBetween(10, Moment.MOST_MOMENTS);
        for (Moment moment : moments) {
            long under = run.operations().stream()
                    .filter(o -> o.invokeNanos() <= moment.endNanos()
                            && o.returnNanos() >= moment.startNanos())
                    .count();
            assertThat(moment.all()).isEqualTo((int) under);
            assertThat(moment.operations()).hasSizeLessThanOrEqualTo(Moment.MOST_OPERATIONS);
        }
    }

    @Test
    void moreFaultsThanRoomStillSpanTheWholeRun() {
        Run run = Demo.run(Answer.VALID);
        List<Fault> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(new Fault("kill", "", "n1", "SIGKILL", i * 300_000_000L,
                    i * 300_000_000L + 100_000_000, ""));
        }
        List<Moment> moments = Moment.of(run, Band.of(many, run.endNanos()), run.endNanos());
        assertThat(moments).hasSize(Moment.MOST_MOMENTS);
        assertThat(moments.getLast().startNanos()).isGreaterThan(50_000_000_000L);
    }

    private static List<Moment> moments(Run run) {
        return Moment.of(run, Band.of(run.faults(), run.endNanos()), run.endNanos());
    }
}
