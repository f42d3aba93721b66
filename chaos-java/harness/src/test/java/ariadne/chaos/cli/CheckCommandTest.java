package ariadne.chaos.cli;

import static ariadne.chaos.cli.BadInputTest.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
