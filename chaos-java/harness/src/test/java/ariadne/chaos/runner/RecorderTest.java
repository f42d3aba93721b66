package ariadne.chaos.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.report.Span;
import ariadne.checker.history.Op;
import org.junit.jupiter.api.Test;

final class RecorderTest {
    private final Recorder recorder = new Recorder();
    private final Op read = Op.invoke(1, "read", 1L, null, 0);

    @Test
    void silenceCountsFromTheBeginning() {
        recorder.add(read.ok(80));
        recorder.add(read.ok(90));
        recorder.end(100);
        assertThat(recorder.silence()).isEqualTo(new Span(0, 80));
    }

    @Test
    void onlySuccessOfClientsBreaksIt() {
        recorder.add(read.ok(10));
        recorder.add(read.fail("nobody leads", 20));
        recorder.add(read.info("timed out", 30));
        recorder.add(Op.nemesis("start-kill", "n1", 35));
        recorder.add(read.ok(50));
        recorder.end(60);
        assertThat(recorder.silence()).isEqualTo(new Span(10, 50));
        assertThat(recorder.ok()).isEqualTo(2);
    }

    @Test
    void itLastsToTheEndWhenNothingSucceedsAnyMore() {
        recorder.add(read.ok(10));
        recorder.add(read.info("timed out", 60));
        recorder.end(100);
        assertThat(recorder.silence()).isEqualTo(new Span(10, 100));
    }

    @Test
    void whatComesAfterTheEndIsNoSilence() {
        recorder.add(read.ok(90));
        recorder.add(read.ok(105));
        recorder.end(100);
        recorder.add(read.ok(9_000));
        assertThat(recorder.silence()).isEqualTo(new Span(0, 90));
        assertThat(recorder.ok()).isEqualTo(3);
        assertThat(recorder.ops()).hasSize(3);
    }

    @Test
    void timesOutOfOrderDoNotLengthenIt() {
        recorder.add(read.ok(40));
        recorder.add(read.ok(30));
        recorder.add(read.ok(60));
        recorder.end(70);
        assertThat(recorder.silence()).isEqualTo(new Span(0, 40));
    }
}
