package ariadne.chaos.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.lab.LabInputException;
import ariadne.chaos.lab.Labs;
import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import ariadne.checker.history.HistoryReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in its directory. */
final class WrittenRunTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @TempDir
    Path store;

    @Test
    void resultsAreAsJepsenWritesThem() throws Exception {
        Path directory = write(Trial.right());
        Path file = directory.resolve("results.edn");
        assertThat(Files.readString(file)).startsWith("{:valid? true");
        Map<?, ?> results = (Map<?, ?>) Edn.parse(Files.readString(file));
        assertThat(part(results, "stats")).containsEntry(Keyword.of("count"), 5L)
                .containsEntry(Keyword.of("ok-count"), 3L)
                .containsEntry(Keyword.of("fail-count"), 1L)
                .containsEntry(Keyword.of("info-count"), 1L);
        assertThat(results.get(Keyword.of("longest-silence-nanos"))).isEqualTo(Trial.SECOND);
        assertThat((List<?>) results.get(Keyword.of("nemesis"))).hasSize(3);
        assertThat(HistoryReader.read(directory.resolve("history.edn")).size()).isEqualTo(10);
        assertThat(directory.resolve("n2/chain.edn")).content().startsWith("{:height 1");
    }

    @Test
    void aWrongRunHasItsCounterexampleInResultsAndPage() throws Exception {
        Path directory = write(Trial.stale());
        Map<?, ?> results = (Map<?, ?>) Edn.parse(Files.readString(
                directory.resolve("results.edn")));
        assertThat(results.keySet().iterator().next()).isEqualTo(Keyword.of("valid?"));
        assertThat(results.get(Keyword.of("valid?"))).isEqualTo(false);
        String sentence = (String) part(results, "counterexample").get(Keyword.of("sentence"));
        assertThat(directory.resolve("index.html")).content()
                .contains("<h1>Not linearizable: key 7</h1>").contains(sentence);
    }

    @Test
    void aCrashMakesARightHistoryInvalid() throws Exception {
        Path directory = write(Trial.right().crashed("n2 ended by itself"));
        assertThat(directory.resolve("results.edn")).content().startsWith("{:valid? false");
        assertThat(directory.resolve("index.html")).content()
                .contains("<h1>Not correct</h1>").contains("n2 ended by itself");
    }

    @Test
    void thePageShowsTheRun() throws Exception {
        Path directory = write(Trial.right());
        assertThat(directory.resolve("index.html")).content().contains("<h1>Linearizable</h1>",
                "cut by hand", "new leader n2 after 1.0 s", "timed out", "nobody leads",
                "./ariadne test --workload register", "the lab &quot;paper&quot;");
    }

    @Test
    void everyFileThatThePageLinksIsNamedAsItIsWritten() throws Exception {
        Path directory = write(Trial.right());
        String page = Files.readString(directory.resolve("index.html"));
        for (String name : List.of("history.edn", "results.edn", "test.edn", "n1/chain.edn")) {
            assertThat(page).contains(name);
            assertThat(directory.resolve(name)).isRegularFile();
        }
    }

    @Test
    void theTestSaysHowToRunItAgain() throws Exception {
        Map<?, ?> test = (Map<?, ?>) Edn.parse(Files.readString(
                write(Trial.right()).resolve("test.edn")));
        assertThat(test.get(Keyword.of("command"))).isEqualTo(Trial.PLAN.command());
        assertThat(test.get(Keyword.of("seed"))).isEqualTo(42L);
        assertThat(test.get(Keyword.of("nodes"))).isEqualTo(NODES);
        assertThat(test.get(Keyword.of("lab"))).isEqualTo("proxy");
    }

    @Test
    void aStoreThatCannotBeWrittenIsBadInput() throws Exception {
        Path file = Files.writeString(store.resolve("file"), "mine");
        Plan plan = new Plan("register", 3, 5, 100, 2, List.of(), 1, "proxy", "",
                false, "", file);
        assertThatThrownBy(() -> new TestRun(plan, System.out, false)
                .run(Labs.choose("proxy").running(null))).isInstanceOf(LabInputException.class)
                .hasMessage("the store can't be written: " + file
                        + " is a file, not a directory; choose another with --store");
        assertThat(file).hasContent("mine");
    }

    private Path write(Trial trial) throws Exception {
        LocalDateTime now = LocalDateTime.of(2026, 11, 23, 12, 0);
        StoreDirectory directory = StoreDirectory.create(store, "register", now);
        for (String node : NODES) {
            Files.createDirectories(directory.file(node));
        }
        TestRun run = new TestRun(Trial.PLAN, System.out, false);
        run.writeTest(directory, now, "proxy");
        run.write(directory, trial.outcome(directory.path()), NODES);
        return directory.path();
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> part(Map<?, ?> map, String name) {
        return (Map<Object, Object>) map.get(Keyword.of(name));
    }
}
