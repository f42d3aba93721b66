package ariadne.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ariadne.chaos.lab.Namespaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another seed each time; it is printed, and {@code -Dnemesis.seed} repeats it. */
@Tag("slow")
@Timeout(180)
class NemesisTrialTest {
    @TempDir
    Path directory;

    private void trial(String lab) throws IOException, InterruptedException {
        long seed = Long.getLong("nemesis.seed", new Random().nextLong());
        Process program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                NemesisTrial.class.getName(), lab, directory.toString(), String.valueOf(seed))
                .redirectErrorStream(true).start();
        try {
            List<String> lines = new BufferedReader(new InputStreamReader(
                    program.getInputStream(), StandardCharsets.UTF_8)).lines().toList();
            lines.forEach(System.out::println);
            assertThat(program.waitFor()).isZero();
            assertThat(lines).contains("ended by themselves: []");
            assertThat(lines.getLast()).startsWith("passed ");
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void allAtOnceOnTheProxyLab() throws IOException, InterruptedException {
        trial("proxy");
    }

    @Test
    void allAtOnceOnTheNamespaceLab() throws IOException, InterruptedException {
        assumeTrue(Namespaces.available(), () -> "refused here: " + Namespaces.whyNot());
        trial("namespaces");
    }
}
