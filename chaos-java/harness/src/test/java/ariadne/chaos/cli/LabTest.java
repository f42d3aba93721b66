package ariadne.chaos.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ariadne.chaos.lab.Namespaces;
import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole tests of the true node, as a user runs them. */
@Tag("slow")
@Timeout(180)
final class LabTest {
    private static final long SEED = 11;
    private static final Path HOME = Path.of("").toAbsolutePath().getParent().getParent();

    @TempDir
    Path store;

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "namespaces"})
    void theTrueNodeIsLinearizableUnderAllFourFaults(String lab) throws Exception {
        demand(lab);
        Process test = start(lab, 15, "partition,kill,pause,clock");
        try (BufferedReader reader = test.inputReader()) {
            List<String> lines = reader.lines().toList();
            lines.forEach(System.out::println);
            assertThat(test.waitFor()).isZero();
            assertThat(lines).contains("Linearizable.");
        } finally {
            test.destroyForcibly();
        }
        Path directory = store.resolve("latest").toRealPath();
        Map<?, ?> results = (Map<?, ?>) Edn.parse(
                Files.readString(directory.resolve("results.edn")));
        assertThat(results.get(Keyword.of("valid?"))).isEqualTo(true);
        Map<?, ?> stats = (Map<?, ?>) results.get(Keyword.of("stats"));
        assertThat((Long) stats.get(Keyword.of("ok-count"))).isGreaterThan(100);
        Set<Object> kinds = ((List<?>) results.get(Keyword.of("nemesis"))).stream()
                .map(fault -> ((Map<?, ?>) fault).get(Keyword.of("kind")))
                .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Keyword.of("partition"), Keyword.of("kill"),
                Keyword.of("pause"), Keyword.of("clock"));
        assertPage(directory);
        assertThat(Said.by("check", directory.resolve("history.edn").toString()).exitCode())
                .isZero();
    }

    private static void assertPage(Path directory) throws IOException {
        String page = Files.readString(directory.resolve("index.html"));
        assertThat(page).contains("<h1>Linearizable</h1>").hasSizeGreaterThan(100_000);
        Matcher links = Pattern.compile("href=\"(?:\\./)?([^\"#:]+)\"").matcher(page);
        List<String> found = new ArrayList<>();
        while (links.find()) {
            found.add(links.group(1));
            assertThat(directory.resolve(links.group(1))).isNotEmptyFile();
        }
        assertThat(found).contains("history.edn", "results.edn", "test.edn", "n1/node.log",
                "n3/chain.edn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "namespaces"})
    void whenItIsInterruptedNothingIsLeftBehind(String lab) throws Exception {
        demand(lab);
        Process test = start(lab, 60, "partition,pause,clock");
        try (BufferedReader reader = test.inputReader()) {
            String line = reader.readLine();
            while (line != null && !line.contains("nemesis pause: ")) {
                System.out.println(line);
                line = reader.readLine();
            }
            System.out.println(line);
            TimeUnit.MILLISECONDS.sleep(500);
            List<ProcessHandle> begun = test.descendants().toList();
            assertThat(begun).as("five nodes and their watchdog").hasSizeGreaterThan(5);
            new ProcessBuilder("kill", "-INT", Long.toString(test.pid())).start().waitFor();
            assertThat(test.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(test.exitValue()).as("no verdict").isGreaterThan(2);
            assertThat(begun).noneMatch(LabTest::lives);
        } finally {
            test.destroyForcibly();
        }
    }

    /** A process that ended and that nobody asked for its exit code does not live. */
    private static boolean lives(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anUnknownMutantIsToldInOneLine() throws Exception {
        Process test = new ProcessBuilder(words("test", "--mutant", "none-such")).start();
        String err = new String(test.getErrorStream().readAllBytes(), UTF_8);
        assumeTrue(!err.contains("no jar in") && !err.contains("nothing is built"), err);
        assertThat(err).startsWith("ariadne: unknown mutant none-such; there are: ");
        assertThat(err.lines()).hasSize(1);
        assertThat(test.waitFor()).isEqualTo(254);
    }

    private static void demand(String lab) {
        assumeTrue(lab.equals("proxy") || Namespaces.available(), () -> "skipped, no network"
                + " namespaces here: " + Namespaces.whyNot().orElse(""));
        assumeTrue(Files.isDirectory(HOME.resolve("node-java/node/target/lib")),
                "skipped, the node is not packaged; mvn verify packages it");
    }

    private Process start(String lab, int seconds, String nemeses) throws IOException {
        System.out.println("seed " + SEED);
        return new ProcessBuilder(words("test", "--lab", lab, "--time-limit",
                Integer.toString(seconds), "--seed", Long.toString(SEED), "--rate", "100",
                "--concurrency", "8", "--store", store.toString(),
                "--nemesis", nemeses))
                .redirectErrorStream(true).start();
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:+UseSerialGC", "-Dariadne.home=" + HOME,
                "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }
}
