package ariadne.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.simulator.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
