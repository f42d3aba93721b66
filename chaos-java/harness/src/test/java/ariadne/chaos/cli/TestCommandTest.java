package ariadne.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.runner.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** From words to a plan, and back. */
final class TestCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"--seed 7",
        "--seed=7 --workload set --nodes 3 --time-limit 5 --nemesis none --rate 0.5",
        "--seed -3 --nemesis partition:one+bridge+one-way,clock:strobe --concurrency 4",
        "--seed 9223372036854775807 --lab proxy --mutant stale-reads --rate 1e4",
        "--seed 1 --lab ssh --inventory ansible/inventory.ini --expect-restarts --workload set",
        "--seed 1 --store /tmp/other/store --nemesis kill"})
    void theCommandOfATestMakesTheSamePlan(String words) throws Exception {
        Plan plan = parsed(List.of(words.split(" ")));
        assertThat(parsed(read(plan.command()))).isEqualTo(plan);
    }

    @Test
    void aStoreWithAnyNameIsFoundAgain() throws Exception {
        for (String name : List.of("my store", "it's", "$HOME", "a;b", "\u00fc")) {
            Plan plan = parsed(List.of("--seed", "1", "--store", name));
            assertThat(plan.store()).isEqualTo(Path.of(name));
            assertThat(parsed(read(plan.command()))).isEqualTo(plan);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", ""})
    void noNemesisIsNone(String words) throws Exception {
        Plan plan = parsed(List.of("--seed", "1", "--nemesis", words));
        assertThat(plan.nemeses()).isEmpty();
        assertThat(plan.command()).contains(" --nemesis none ");
    }

    @Test
    void theSeedIsHandedInsideOnce() {
        assertThat(inside("--seed", "7", "--nodes", "3")).doesNotContain("--nodes 3 --seed")
                .contains("--seed 7");
        assertThat(inside("--seed=7")).isEqualTo("test --seed=7");
        assertThat(inside("--nodes", "3")).isEqualTo("test --nodes 3 --seed 99");
    }

    private static String inside(String... words) {
        List<String> args = new ArrayList<>(List.of("test"));
        args.addAll(List.of(words));
        CommandLine line = new CommandLine(new Main());
        TestCommand command = (TestCommand) line.parseArgs(args.toArray(String[]::new))
                .subcommand().commandSpec().userObject();
        command.draw(() -> 99);
        return String.join(" ", command.arguments());
    }

    private static Plan parsed(List<String> words) {
        TestCommand command = new TestCommand();
        new CommandLine(command).parseArgs(words.toArray(String[]::new));
        return command.plan();
    }

    /** The words of a command as a shell takes them, without {@code ./ariadne test}. */
    private static List<String> read(String command) throws IOException {
        assertThat(command).startsWith("./ariadne test ");
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf '%s\\n' "
                + command.substring("./ariadne test ".length())).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines().toList();
    }
}
