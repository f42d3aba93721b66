package ariadne.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.server.Parts;
import ariadne.simulator.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds that found something in the true node, with what it was; see {@link VolumeTest} too. */
class RegressionTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "1601, blocks that came back had no room where the damage was",
        "2060, a mended log began above every snapshot",
        "16358, a sector written astray moved a whole segment",
        "35, a power cut between two segments made a sound chain look damaged",
        "20432, a segment named by a process that was killed was never forced by name",
        "32718, a refusal meant for an earlier life refused a write that happened"})
    void seedPasses(long seed, String what) {
        Outcome outcome = Simulation.run(seed);
        assertThat(outcome.violation()).as("seed %d: %s", seed, what).isNull();
    }

    /** What a seed came to when it was shrunk. */
    @ParameterizedTest
    @ValueSource(strings = {"full-disk-under-a-snapshot"})
    void scheduleIsPassed(String name) throws IOException {
        try (InputStream in = RegressionTest.class.getResourceAsStream(name + ".schedule")) {
            Schedule schedule = Schedule.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Outcome outcome = Simulation.run(schedule, id -> new Parts(), null);
            assertThat(outcome.violation()).as(name).isNull();
        }
    }
}
