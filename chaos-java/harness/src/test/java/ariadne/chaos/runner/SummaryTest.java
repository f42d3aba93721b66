package ariadne.chaos.runner;

import static ariadne.chaos.runner.Trial.leads;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SummaryTest {
    private static final Path PLACE = Path.of("store/register/now");

    @Test
    void aRightRunInWords() {
        Summary summary = summary(Trial.right());
        assertThat(summary.headline()).isEqualTo("Linearizable");
        assertThat(summary.sentence()).isEqualTo("5 operations on 1 keys, against three nodes that"
                + " were cut apart and killed. Proved by the order in the chain itself, and found"
                + " again without it.");
    }

    @Test
    void theTerminalSaysWhatWasDoneAndHow() {
        assertThat(printed(Trial.right()))
                .startsWith("\nLinearizable.\n")
                .contains("operations   3 ok, 1 refused, 1 unknown"
                        + " (1 of them found in the chain)\n")
                .contains("partition    2 times, by cut by hand\n")
                .contains("kill         1 time, by SIGKILL\n")
                .contains("silence      1.0 s at most without a successful operation\n")
                .contains("witness ")
                .contains("lab          the lab \"paper\"\n")
                .endsWith("report       store/register/now/index.html\n")
                .doesNotContain("finding", "crash ");
    }

    @Test
    void numbersDoNotDependOnTheCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(printed(Trial.right())).contains("1.0 s at most");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aWrongRunNamesTheKeyAndTellsTheStory() {
        Summary summary = summary(Trial.stale());
        assertThat(summary.headline()).isEqualTo("Not linearizable: key 7");
        assertThat(summary.sentence()).contains("1").contains("2").endsWith(".");
        assertThat(printed(Trial.stale())).startsWith("\nNot linearizable: key 7.\n"
                + summary.sentence() + "\n");
    }

    @Test
    void aNodeThatStoppedByItselfIsWrongToo() {
        Trial trial = Trial.right().crashed(
                "n2 ended by itself with exit code 3, see n2/node.log");
        assertThat(summary(trial).headline()).isEqualTo("Not correct");
        assertThat(summary(trial).sentence()).isEqualTo("A node stopped by itself: n2 ended by"
                + " itself with exit code 3, see n2/node.log");
        assertThat(printed(trial)).contains("crash        n2 ended by itself");
    }

    @Test
    void aFaultThatBroughtANewLeaderSaysSo() {
        assertThat(summary(Trial.right()).effect(Trial.CUT))
                .isEqualTo("new leader n2 after 1.0 s");
        assertThat(summary(Trial.right()).effect(Trial.KILL))
                .isEqualTo("new leader n3 after 1.0 s");
    }

    @Test
    void aDeposedLeaderThatStillSaysSoMakesNoNewOne() {
        Trial trial = Trial.right().sampled(leads("n2", "0.2.2", 1), leads("n1", "0.1.1", 1),
                leads("n2", "0.2.2", 3));
        assertThat(summary(trial).effect(Trial.CUT)).isEmpty();
    }

    @Test
    void aLeaderLongAfterTheFaultIsNoEffectOfIt() {
        Trial trial = Trial.right().sampled(leads("n1", "0.1.1", 1), leads("n2", "0.2.2", 9));
        assertThat(summary(trial).effect(Trial.CUT)).isEmpty();
    }

    private static Summary summary(Trial trial) {
        return new Summary(Trial.PLAN, trial.outcome(PLACE));
    }

    private static String printed(Trial trial) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        summary(trial).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
