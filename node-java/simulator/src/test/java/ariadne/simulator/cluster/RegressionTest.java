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
        "35, a power cut between two segments made a sound chain look damaged",
        "20432, a segment named by a process that was killed was never forced by name",
        "32718, a refusal meant for an earlier life refused a write that happened"})
    void seedPasses(long seed, String what) {
        Outcome outcome = Simulation.run(seed);
        assertThat(outcome.violation()).as("seed %d: %s", seed, what).isNull();
    }

    /** Whole schedules, since seeds draw others when the mix is changed. */
    @ParameterizedTest
    @ValueSource(strings = {"full-disk-under-a-snapshot", "no-room-for-what-came-back",
        "mended-log-above-every-snapshot", "sector-moved-a-segment"})
    void scheduleIsPassed(String name) throws IOException {
        try (InputStream in = RegressionTest.class.getResourceAsStream(name + ".schedule")) {
            Schedule schedule = Schedule.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Outcome outcome = Simulation.run(schedule, id -> new Parts(), null);
            assertThat(outcome.violation()).as(name).isNull();
        }
    }
}
