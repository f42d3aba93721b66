package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SpanTest {
    @Test
    void theLongestSilenceIsBetweenTwoSuccesses() {
        assertThat(Span.longestWithoutSuccess(successes(10, 90, 20, 60), 100))
                .isEqualTo(new Span(20, 60));
    }

    @Test
    void silenceAtTheStartAndAtTheEndCounts() {
        assertThat(Span.longestWithoutSuccess(successes(70, 90), 100)).isEqualTo(new Span(0, 70));
        assertThat(Span.longestWithoutSuccess(successes(10, 30), 100))
                .isEqualTo(new Span(30, 100));
        assertThat(Span.longestWithoutSuccess(List.of(), 100)).isEqualTo(new Span(0, 100));
    }

    @Test
    void refusalsAndUnknownsAreNoSuccess() {
        Operation refused = new Operation(1, "cas", Outcome.FAIL, 40, 50, "", "", "", "", "");
        assertThat(Span.longestWithoutSuccess(List.of(refused), 100)).isEqualTo(new Span(0, 100));
    }

    @Test
    void successesAfterTheEndDoNotMatter() {
        assertThat(Span.longestWithoutSuccess(successes(10, 500), 100))
                .isEqualTo(new Span(10, 100));
    }

    @Test
    void aSpanGoesForward() {
        assertThatThrownBy(() -> new Span(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Operation> successes(long... nanos) {
        return LongStream.of(nanos)
                .mapToObj(t -> new Operation(1, "read", Outcome.OK, 0, t, "", "", "", "", ""))
                .toList();
    }
}
