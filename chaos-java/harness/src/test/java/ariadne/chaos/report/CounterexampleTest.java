package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.report.Counterexample.Arrow;
import ariadne.chaos.report.Counterexample.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CounterexampleTest {
    @Test
    void theArrowGoesFromTheLastAnswerBeforeTheLastQuestion() {
        assertThat(of(List.of(), step(0, 30), step(38, 66), step(104, 126)).drawnArrows())
                .containsExactly(new Arrow(1, 2));
    }

    @Test
    void arrowsThatWereGivenStay() {
        Arrow arrow = new Arrow(0, 1);
        assertThat(of(List.of(arrow), step(0, 30), step(38, 66), step(104, 126)).drawnArrows())
                .containsExactly(arrow);
    }

    @Test
    void whatRanAtTheSameTimeOrNeverReturnedHasNoArrow() {
        assertThat(of(List.of(), step(0, 30), step(10, 40)).drawnArrows()).isEmpty();
        assertThat(of(List.of(), step(0, Operation.NEVER), step(10, 40)).drawnArrows()).isEmpty();
        assertThat(of(List.of()).drawnArrows()).isEmpty();
    }

    @Test
    void anArrowToNowhereIsRefused() {
        assertThatThrownBy(() -> of(List.of(new Arrow(0, 1)), step(0, 30)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Counterexample of(List<Arrow> arrows, Step... steps) {
        return new Counterexample("words", "7", List.of(steps), arrows, 100);
    }

    private static Step step(long invoke, long back) {
        return new Step(1, "n1", "read 5", Outcome.OK, invoke, back);
    }
}
