package ariadne.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabValuesTest {
    private static final NodeCommand COMMAND =
            new NodeCommand(List.of("java", "-Xmx1m"), "Main", List.of("--mutant", "x"));

    @Test
    void aCommandIsSpelledOut() {
        assertThat(COMMAND.format(Path.of("c")))
                .containsExactly("java", "-Xmx1m", "Main", "format", "--config", "c");
        assertThat(COMMAND.server(Path.of("c"), Path.of("k"))).containsExactly("java", "-Xmx1m",
                "Main", "server", "--config", "c", "--lab-clock", "k", "--mutant", "x");
    }

    @Test
    void clocksAreWrittenInOneLine() {
        assertThat(ClockSetting.bump(-250).labClockLine())
                .isEqualTo("offsetMillis=-250 rate=1.0\n");
        assertThat(ClockSetting.drift(0.9).labClockLine())
                .isEqualTo("offsetMillis=0 rate=0.9\n");
        assertThat(Faketime.line(-12_345)).isEqualTo("-12.345\n");
        assertThat(Faketime.line(0)).isEqualTo("+0.000\n");
        assertThatThrownBy(() -> ClockSetting.drift(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClockSetting.drift(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void badSettingsAreRefusedInOneLine() {
        refused(List.of("n1", "n1"), "a lab needs nodes with different names, not [n1, n1]");
        refused(List.of("n1", "n10"), "nodes are called n1 to n9, not \"n10\"");
        refused(List.of(), "a lab needs nodes with different names, not []");
        assertThatThrownBy(() -> LabSettings.nodeNames(10))
                .hasMessage("a lab has 1 to 9 nodes, not 10");
        assertThatThrownBy(() -> new LabSettings(List.of("n1"), "c", Path.of("d"), COMMAND,
                OptionalInt.of(80), true)).isInstanceOf(LabInputException.class);
    }

    private static void refused(List<String> nodes, String message) {
        assertThatThrownBy(() -> new LabSettings(nodes, "c", Path.of("d"), COMMAND))
                .isInstanceOf(LabInputException.class).hasMessage(message);
    }

    @Test
    void unknownLabsAreAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Labs.choose("moon")).isInstanceOf(LabInputException.class)
                .hasMessage("unknown lab \"moon\"; known are: auto, namespaces, proxy, ssh");
        assertThat(Labs.choose("proxy")).isEqualTo(new Labs.Choice("proxy", "asked for"));
    }
}
