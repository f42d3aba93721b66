package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BandTest {
    @Test
    void faultsAreNumberedByTimeAndLetteredByKind() {
        List<Band> bands = Band.of(
                List.of(fault("pause", 30, 40), fault("partition", 10, 20),
                        fault("smoke", 50, 60)),
                100);
        assertThat(bands).extracting(Band::label).containsExactly("P1", "Z2", "S3");
        assertThat(bands).extracting(Band::colour).containsExactly("partition", "pause", "other");
    }

    @Test
    void faultsThatOverlapStandInDifferentLanes() {
        List<Band> bands = Band.of(
                List.of(fault("kill", 0, 30), fault("clock", 10, 20), fault("pause", 20, 40),
                        fault("kill", 30, 50)),
                100);
        assertThat(bands).extracting(Band::lane).containsExactly(0, 1, 1, 0);
    }

    @Test
    void aFaultThatNeverEndedEndsWithTheRun() {
        List<Band> bands = Band.of(List.of(fault("partition", 10, Operation.NEVER)), 100);
        assertThat(bands).extracting(Band::endNanos).containsExactly(100L);
    }

    private static Fault fault(String kind, long start, long end) {
        return new Fault(kind, "", "n1", "SIGKILL", start, end, "");
    }
}
