package ariadne.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.lab.LabSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetsTest {

    @Test
    void countsAreWhatTheNamesSay() {
        for (int size = 3; size <= 9; size++) {
            List<String> nodes = LabSettings.nodeNames(size);
            int majority = size / 2 + 1;
            for (long seed = 0; seed < 200; seed++) {
                assertThat(draw(Targets.ONE, nodes, seed)).hasSize(1);
                assertThat(draw(Targets.MINORITY, nodes, seed)).hasSizeBetween(1, majority - 1);
                assertThat(draw(Targets.MAJORITY, nodes, seed))
                        .hasSizeBetween(majority, size - 1);
                assertThat(draw(Targets.ALL, nodes, seed)).isEqualTo(nodes);
            }
        }
    }

    private static List<String> draw(Targets targets, List<String> nodes, long seed) {
        List<String> drawn = targets.draw(nodes, List.of(), new Random(seed));
        assertThat(drawn).as("seed " + seed).isSorted().doesNotHaveDuplicates();
        return drawn;
    }

    @Test
    void primariesAreTheLeadersThatAreKnown() {
        List<String> nodes = LabSettings.nodeNames(5);
        assertThat(Targets.PRIMARIES.draw(nodes, List.of("n4", "n2", "n4", "n8"),
                new Random(1))).containsExactly("n2", "n4");
        assertThat(Targets.PRIMARIES.draw(nodes, List.of(), new Random(1))).hasSize(1);
    }
}
