package ariadne.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with what a user asks for: one line that says so, and exit code 254. */
final class BadInputTest {
    @TempDir
    Path place;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            test --nemesis earthquake          | unknown nemesis "earthquake"; known are: partition
            test --nemesis kill,kill           | nemesis kill is named twice
            test --nemesis partition:star      | unknown partition shape "star"; known are: one
            test --nemesis kill:bridge         | unknown kill shape "bridge"
            test --nodes 2                     | --nodes 2: 3 to 9
            test --nodes 10                    | --nodes 10: 3 to 9
            test --nodes x                     | '--nodes': 'x' is not an int
            test --workload bank               | unknown workload bank; there are: register, set
            test --lab cloud --nodes 3         | unknown lab "cloud"; known are: auto
            test --lab ssh                     | --lab ssh needs --inventory FILE
            test --lab ssh --inventory no.ini  | there is no inventory no.ini
            test --inventory no.ini            | --inventory no.ini belongs to --lab ssh
            test --lab proxy --expect-restarts | --expect-restarts belongs to --lab ssh
            test --lab ssh --inventory x --mutant stale-reads | deploy it by ansible-playbook
            test --rate 0                      | --rate 0.0: above 0
            test --rate NaN                    | --rate NaN: above 0
            test --rate many                   | '--rate': 'many' is not a double
            test --time-limit 0                | --time-limit 0: 1 to 86400
            test --time-limit -5               | --time-limit -5: 1 to 86400
            test --concurrency 0               | --concurrency 0: 1 to 1000
            test --seed heads                  | '--seed': 'heads' is not a long
            test --earthquake                  | Unknown option: '--earthquake'
            test --nodes                   | Missing required parameter for option '--nodes' (N)
            test --nodes 3 --nodes 5           | option '--nodes' (N) should be specified only once
            test register                      | Unmatched argument at index 1: 'register'
            check                              | Missing required parameter: 'FILE'
            check nowhere.edn                  | there is no file nowhere.edn
            check nowhere.edn --model bank     | there is no file nowhere.edn
            check nowhere.edn --time-limit 0   | --time-limit 0: at least 1
            mutants --tries 0                  | --tries 0: at least 1
            mutants --time-limit 0             | --time-limit 0: 1 to 86400
            mutants --list --tries x           | '--tries': 'x' is not an int
            sail                               | Unmatched argument at index 0: 'sail'
            """)
    void isToldInOneLine(String command, String line) {
        assertRefused(Said.by(command.split(" ")), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "check", "mutants"})
    void theAdviceOfEachErrorCanBeFollowed(String command) {
        Said said = Said.by(command, "--help");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).startsWith("Usage: ariadne " + command).contains("--time-limit");
    }

    @Test
    void noCommandAtAll() {
        assertRefused(Said.by(), "Missing required subcommand");
    }

    @Test
    void anUnknownModel() throws Exception {
        assertRefused(Said.by("check", sample("old-register.edn"), "--model", "bank"),
                "no model is called bank; there are [register, cas-register, set]");
    }

    @Test
    void aModelThatDoesNotSuitTheHistory() throws Exception {
        assertRefused(Said.by("check", sample("new-set.edn"), "--model", "register"),
                ":add is not an operation of the model register");
    }

    @Test
    void aTruncatedHistory() throws Exception {
        assertRefused(Said.by("check", sample("truncated.edn")),
                "truncated.edn, line 7: ", "the file is cut off");
    }

    @Test
    void anEmptyHistory() throws Exception {
        String file = Files.createFile(place.resolve("empty.edn")).toString();
        assertRefused(Said.by("check", file), "empty.edn, line 1: the file holds no operation");
    }

    @Test
    void aDirectoryAsHistory() {
        assertRefused(Said.by("check", place.toString()), place.toString(), "irectory");
    }

    @Test
    void whatIsNoText() throws Exception {
        Path file = Files.write(place.resolve("binary.edn"), new byte[] {(byte) 0xff, 0, 1, 2});
        assertRefused(Said.by("check", file.toString()), "is it a history.edn?");
    }

    @Test
    void aHistoryNestedWithoutEnd() throws Exception {
        Path file = Files.writeString(place.resolve("deep.edn"), "[".repeat(1_000_000));
        assertRefused(Said.by("check", file.toString()), "deep.edn");
    }

    @Test
    void anInventoryOfTwo() throws Exception {
        String file = Files.writeString(place.resolve("two.ini"), "[nodes]\nn1\nn2\n").toString();
        assertRefused(Said.by("test", "--lab", "ssh", "--inventory", file), file
                + " has 2 hosts in [nodes]; 3 to 9 are needed, since fewer than 3 survive no");
    }

    @Test
    void anInventoryOfAnotherNumberOfNodes() throws Exception {
        String file = Files.writeString(place.resolve("three.ini"), "[nodes]\nn[1:3]\n")
                .toString();
        assertRefused(Said.by("test", "--lab", "ssh", "--inventory", file, "--nodes", "5"),
                "--nodes 5: the inventory " + file + " names 3");
    }

    @Test
    void aTreeWhereNothingIsBuilt() {
        System.setProperty("ariadne.home", place.toString());
        try {
            assertRefused(Said.by("test", "--mutant", "stale-reads"),
                    "nothing is built in " + place.resolve("chaos-java/mutants/target")
                            + "; run ./ariadne, or mvn package");
        } finally {
            System.clearProperty("ariadne.home");
        }
    }

    static String sample(String name) throws Exception {
        return Path.of(BadInputTest.class.getResource(name).toURI()).toString();
    }

    static void assertRefused(Said said, String... parts) {
        assertThat(said.err()).startsWith("ariadne: ").endsWith("\n").contains(parts);
        assertThat(said.err().lines()).as(said.err()).hasSize(1);
        assertThat(said.err()).doesNotContain("Exception", "\tat ");
        assertThat(said.out()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(254);
    }
}
