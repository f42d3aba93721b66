package ariadne.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.LabInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NemesisChoiceTest {

    @Test
    void aKindAloneIsEveryShape() {
        List<NemesisChoice> choices = NemesisChoice.parse("partition, kill,pause,clock");
        assertThat(choices).extracting(NemesisChoice::kind).containsExactly(
                FaultKind.PARTITION, FaultKind.KILL, FaultKind.PAUSE, FaultKind.CLOCK);
        // Three shapes with four sides each, four with two.
        assertThat(choices.get(0).shapes()).hasSize(3 * 4 + 4 * 2);
        assertThat(choices.get(3)).hasToString("clock (bump, strobe, drift)");
    }

    @Test
    void shapesAndSidesCanBeChosen() {
        assertThat(NemesisChoice.parse("partition:bridge+one+one-way")).singleElement()
                .hasToString("partition (one one-way, bridge one-way)");
        assertThat(NemesisChoice.parse("partition:hears-nobody")).singleElement().hasToString(
                "partition (one hears-nobody, majority hears-nobody, primaries hears-nobody)");
        assertThat(NemesisChoice.parse("clock:strobe")).singleElement()
                .hasToString("clock (strobe)");
    }

    @Test
    void nothingIsFine() {
        assertThat(NemesisChoice.parse("none")).isEmpty();
        assertThat(NemesisChoice.parse("")).isEmpty();
    }

    @Test
    void badNamesAreAnsweredWithTheGoodOnes() {
        refused("partition,earthquake", "unknown nemesis \"earthquake\"; known are: partition,"
                + " kill, pause, clock, delay, loss,"
                + " membership");
        refused("kill:half", "unknown kill shape \"half\"; known are: one, minority, majority,"
                + " all, primaries");
        refused("partition:two", "unknown partition shape \"two\"; known are: one, majority,"
                + " majorities-ring, bridge, primaries, chained, single-hub, symmetric, one-way,"
                + " hears-nobody, heard-by-nobody");
        refused("partition:bridge+hears-nobody", "no partition is both bridge and hears-nobody");
        refused("kill,pause,kill", "nemesis kill is named twice");
        refused("kill,",
                "unknown nemesis \"\"; known are: partition, kill, pause, clock, delay, loss,"
                + " membership");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> NemesisChoice.parse(text))
                .isInstanceOf(LabInputException.class).hasMessage(message);
    }
}
