package ariadne.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--peers nobody|unknown peer nobody; there are: bare, etcd, zookeeper",
        "--op scan|unknown op scan; there are: put, get, failover, start, idle",
        "--outstanding 0|--outstanding 0: 1 to 16384",
        "--outstanding many|Invalid value for option '--outstanding'",
        "--rounds 0|--rounds 0: 1 to 1000",
        "--seconds NaN|--seconds NaN: 0.1 to 3600",
        "--value-bytes 2000000|--value-bytes 2000000: 1 to 1048576",
        "--nodes 2|--nodes 2: 3 to 9",
        "--node-heap 5x|--node-heap 5x: such as 512m or 2g",
        "--peer etcd|Unknown option",
    })
    void badArgumentsAreOneLine(String arguments, String said) {
        assertThat(refused(arguments.split(" "))).contains(said);
    }

    @Test
    void aStoreThatIsAFileIsOneLine() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThat(refused("--peers", "bare", "--store", file.toString()))
                .contains("--store " + file + ": can't be written");
    }

    private static String refused(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(arguments)).isEqualTo(Main.BAD_ARGUMENTS);
        } finally {
            System.setErr(before);
        }
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertThat(said.lines()).hasSize(1);
        return said;
    }
}
