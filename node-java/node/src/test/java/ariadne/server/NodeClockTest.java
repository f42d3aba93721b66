package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's clock file, followed live; the machine's time moves by hand. */
class NodeClockTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path dir;

    private long nanos = 5_000 * MILLI;

    private final class Bent extends NodeClock {
        Bent(Path file) {
            super(file, () -> nanos, () -> nanos / MILLI);
        }
    }

    private void say(String line) throws Exception {
        Path draft = Files.writeString(dir.resolve("draft"), line + "\n");
        Files.move(draft, dir.resolve("clock"), StandardCopyOption.REPLACE_EXISTING);
        nanos += 20 * MILLI;
    }

    @Test
    void withoutAFileItIsTheMachinesTime() {
        NodeClock clock = new Bent(null);
        assertThat(clock.nanoTime()).isEqualTo(nanos);
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI);
    }

    @Test
    void aFileThatIsNotThereYetBendsNothing() {
        NodeClock clock = new Bent(dir.resolve("clock"));
        nanos += 100 * MILLI;
        assertThat(clock.nanoTime()).isEqualTo(nanos);
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI);
    }

    @Test
    void aBumpMovesTheWallClockAloneAndBack() throws Exception {
        NodeClock clock = new Bent(dir.resolve("clock"));
        say("offsetMillis=48000 rate=1.0");
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI + 48_000);
        assertThat(clock.nanoTime()).isEqualTo(nanos);
        say("offsetMillis=-7 rate=1");
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI - 7);
        say("offsetMillis=0 rate=1");
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI);
    }

    @Test
    void aRateBendsBothAndMonotonicTimeNeverGoesBack() throws Exception {
        NodeClock clock = new Bent(dir.resolve("clock"));
        say("offsetMillis=0 rate=2.0");
        long before = clock.nanoTime();
        nanos += 1_000 * MILLI;
        assertThat(clock.nanoTime()).isEqualTo(before + 2_000 * MILLI);
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI + 1_000);
        say("offsetMillis=0 rate=0.5");
        before = clock.nanoTime();
        nanos += 1_000 * MILLI;
        assertThat(clock.nanoTime()).isEqualTo(before + 500 * MILLI);
        say("offsetMillis=0 rate=1");
        assertThat(clock.nanoTime()).isGreaterThan(before);
        assertThat(clock.wallMillis()).as("healed").isEqualTo(nanos / MILLI);
    }

    @Test
    void aBrokenLineOrOneThatStopsTimeChangesNothing() throws Exception {
        NodeClock clock = new Bent(dir.resolve("clock"));
        say("offsetMillis=48000 rate=1");
        assertThat(clock.wallMillis()).isEqualTo(nanos / MILLI + 48_000);
        for (String broken : new String[] {"offsetMillis=4x", "rate=fast", "rate=-1", "rate=NaN",
            "rate=0"}) {
            say(broken);
            assertThat(clock.wallMillis()).as(broken).isEqualTo(nanos / MILLI + 48_000);
            assertThat(clock.nanoTime()).as(broken).isEqualTo(nanos);
        }
    }
}
