package ariadne.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
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

    @ParameterizedTest
    @ValueSource(strings = {"", "--seeds 0", "--seeds many", "--seed 1 --seeds 2", "--jobs 2",
        "--seeds 3 --jobs 0", "--seeds 3 --trace", "--bogus", "--seed 1 --from 2"})
    void badArgumentsHaveOneClearLine(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("sim: ").hasLineCount(1);
        assertThat(told()).isEmpty();
    }
}
