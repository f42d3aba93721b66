package ariadne.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.simulator.cluster.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path store;

    private int run(String... arguments) {
        return Main.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), store, arguments);
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhatItRan() {
        assertThat(run("--seeds", "4", "--from", "7", "--jobs", "2")).isEqualTo(Main.PASSED);
        assertThat(told()).contains("4 of 4", "seeds/s", "times as fast as life", "partitions");
    }

    @Test
    void oneSeedTwiceIsTheSame() {
        assertThat(run("--seed", "7")).isEqualTo(Main.PASSED);
        String hash = told().lines()
                .filter(l -> l.startsWith("trace hash")).findFirst().orElse("");
        assertThat(hash).isNotEmpty();
        out.reset();
        run("--seed", "7", "--trace");
        assertThat(told()).contains(hash, "Prepare", "|");
    }

    @Test
    void theProtocolAloneIsAskedForByName() {
        assertThat(run("--seed", "7", "--level", "protocol", "--trace"))
                .isEqualTo(Main.PASSED);
        assertThat(told()).contains("Prepare", "connections made anew");
    }

    @Test
    void aScheduleFileRunsLikeItsSeed() throws IOException {
        Path file = store.resolve("s");
        Files.writeString(file, Schedule.draw(7).text());
        assertThat(run("--seed", "7")).isEqualTo(Main.PASSED);
        String hash = told().lines()
                .filter(l -> l.startsWith("trace hash")).findFirst().orElseThrow();
        out.reset();
        assertThat(run("--replay", file.toString())).isEqualTo(Main.PASSED);
        assertThat(told()).contains(hash);
        assertThat(run("--shrink", file.toString())).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("this schedule does not fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--seeds 0", "--seeds many", "--seed 1 --seeds 2", "--jobs 2",
        "--seeds 3 --jobs 0", "--replay no-such-file", "--shrink pom.xml",
        "--seed 1 --level half", "--seeds 3 --trace", "--bogus", "--seed 1 --from 2"})
    void badArgumentsHaveOneClearLine(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("sim: ").hasLineCount(1);
        assertThat(told()).isEmpty();
    }
}
