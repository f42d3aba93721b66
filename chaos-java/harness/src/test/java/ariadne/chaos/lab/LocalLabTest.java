package ariadne.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(180)
class LocalLabTest {
    @TempDir
    Path directory;

    private Process program(String task, String lab) throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), LabTrial.class.getName(), task, lab,
                directory.toString()).redirectErrorStream(true).start();
    }

    private static BufferedReader output(Process program) {
        return new BufferedReader(new InputStreamReader(program.getInputStream(),
                StandardCharsets.UTF_8));
    }

    private void trial(String lab) throws IOException, InterruptedException {
        Process program = program("trial", lab);
        try {
            List<String> lines = output(program).lines().toList();
            lines.forEach(System.out::println);
            assertThat(program.waitFor()).isZero();
            assertThat(lines).contains("passed");
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void theProxyLabKeepsItsPromises() throws IOException, InterruptedException {
        trial("proxy");
    }

    @Test
    void theNamespaceLabKeepsItsPromises() throws IOException, InterruptedException {
        assumeTrue(Namespaces.available(), () -> "refused here: " + Namespaces.whyNot());
        trial("namespaces");
    }

    @Test
    void theProxyLabsNodesDieWithTheHarness() throws IOException, InterruptedException {
        endsWith("proxy", Process::destroyForcibly);
        endsWith("proxy", Process::destroy);
    }

    @Test
    void theNamespaceLabsNodesDieWithTheHarness() throws IOException, InterruptedException {
        assumeTrue(Namespaces.available(), () -> "refused here: " + Namespaces.whyNot());
        endsWith("namespaces", Process::destroyForcibly);
        endsWith("namespaces", Process::destroy);
    }

    private void endsWith(String lab, Consumer<Process> end)
            throws IOException, InterruptedException {
        Process program = program("hold", lab);
        List<ProcessHandle> nodes = new ArrayList<>();
        try {
            BufferedReader output = output(program);
            for (String line = output.readLine(); !"held".equals(line);
                    line = output.readLine()) {
                assertThat(line).as("the program ended").isNotNull();
                if (line.startsWith("pid ")) {
                    nodes.add(ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow());
                }
            }
            assertThat(nodes).hasSize(3).allMatch(ProcessHandle::isAlive);
            end.accept(program);
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle node : nodes) {
                assertThat(node.onExit()).as("node lives on").succeedsWithin(20, TimeUnit.SECONDS);
            }
        } finally {
            program.destroyForcibly();
            nodes.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aNodeThatFailsIsNamedWithItsLastWords() {
        LabSettings settings = new LabSettings(List.of("n1"), "trial", directory,
                LabTrial.command("--fail"));
        try (Lab lab = Labs.choose("proxy").open(settings)) {
            assertThatThrownBy(() -> lab.startAll(20_000)).isInstanceOf(LabException.class)
                    .hasMessage("n1 ended before it served: \"this one fails\", see "
                            + directory.resolve("n1/node.log"));
        }
    }

    @Test
    void aNodeThatCannotBeFormattedIsNamed() {
        NodeCommand command = new NodeCommand(List.of("/bin/sh", "-c",
                "echo no room; exit 5"), "x", List.of());
        try (Lab lab = Labs.choose("proxy").open(
                new LabSettings(List.of("n1"), "trial", directory, command))) {
            assertThatThrownBy(() -> lab.start("n1")).isInstanceOf(LabException.class)
                    .hasMessage("formatting n1 failed with exit code 5: \"no room\", see "
                            + directory.resolve("n1/node.log"));
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        int base = Ports.free(1).getFirst();
        try (ServerSocket taken = new ServerSocket(base + 1, 1,
                InetAddress.getLoopbackAddress())) {
            LabSettings settings = new LabSettings(List.of("n1"), "trial", directory,
                    LabTrial.command(), OptionalInt.of(base), true);
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> Labs.choose("proxy").open(settings))
                    .isInstanceOf(LabInputException.class).hasMessageStartingWith(
                            "port " + (base + 1) + " on 127.0.0.1 is in use");
        }
    }
}
