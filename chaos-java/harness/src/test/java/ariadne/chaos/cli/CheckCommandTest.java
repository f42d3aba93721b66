package ariadne.chaos.cli;

import static ariadne.chaos.cli.BadInputTest.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories as Jepsen writes them, old and new; exit codes as Jepsen's. */
final class CheckCommandTest {
    @Test
    void aRightHistoryOfAnOldJepsen() throws Exception {
        Said said = Said.by("check", sample("old-register.edn"));
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).startsWith(
                ":valid? true\n6 operations on 1 keys: 4 ok, 1 refused, 1"
                + " unknown\n");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void aWrongHistoryOfANewJepsenWithIndependentKeys() throws Exception {
        Said said = Said.by("check", sample("new-independent.edn"));
        assertThat(said.out()).startsWith(":valid? false\n")
                .contains("5 operations on 2 keys: 5 ok, 0 refused, 0 unknown\n");
        String sentence = said.out().lines().toList().get(1);
        assertThat(sentence).contains("3").contains("2").endsWith(".");
        assertThat(said.exitCode()).isEqualTo(1);
    }

    /**
     * Two keys of a run of jepsen-tests under partition, kill, pause and clock faults. Writes of
     * unknown fate that were read stop the witness, which has no chains here; zones prove it.
     */
    @Test
    void theHistoryOfARealJepsenRun() throws Exception {
        Said said = Said.by("check", sample("jepsen-run.edn"));
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).startsWith(":valid? true\n240 operations on 2 keys: 155 ok,"
                        + " 77 refused,"
                        + " 8 unknown\n")
                .contains("witness    failed")
                .contains("zones      passed");
        assertThat(said.exitCode()).isZero();
    }

    /** One answer of that run changed: a read sees what had been overwritten before it began. */
    @Test
    void theHistoryOfARealJepsenRunWithAStaleRead(@TempDir Path directory) throws Exception {
        String text = Files.readString(Path.of(sample("jepsen-run.edn")));
        String read = "{:index 3315, :time 37759178756, :type :ok, :process 11, :f :read,"
                + " :value [12 4061]";
        assertThat(text).contains(read);
        Path changed = directory.resolve("history.edn");
        Files.writeString(changed, text.replace(read, read.replace("4061", "3882")));
        Said said = Said.by("check", changed.toString());
        assertThat(said.out()).startsWith(":valid? false\n");
        assertThat(said.exitCode()).isEqualTo(1);
    }

    @Test
    void aSetOfANewJepsen() throws Exception {
        Said said = Said.by("check", sample("new-set.edn"));
        assertThat(said.out()).startsWith(":valid? true\n3 operations on 1 keys");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void aHistoryThatShowsTooLittle() throws Exception {
        Said said = Said.by("check", sample("no-read-succeeded.edn"));
        assertThat(said.out()).startsWith(":valid? :unknown\n").contains("kind read only 0");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    @Test
    void theWholeResultAsEdn() throws Exception {
        Said said = Said.by("check", "--edn", sample("old-register.edn"));
        Map<?, ?> results = (Map<?, ?>) Edn.parse(said.out());
        assertThat(results.get(Keyword.of("valid?"))).isEqualTo(true);
        assertThat(said.out()).startsWith("{:valid? true");
    }

    @Test
    void aModelMayBeAskedFor() throws Exception {
        assertThat(Said.by("check", "--model", "cas-register",
                sample("no-read-succeeded.edn")).exitCode()).isEqualTo(2);
        assertThat(Said.by("check", "--model", "set", sample("new-set.edn")).exitCode()).isZero();
    }
}
