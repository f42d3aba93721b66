package ariadne.checker;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.history.History;
import ariadne.checker.history.HistoryReader;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's ten lines, compiled and run. */
class ReadmeTest {

  // README begins
  static void check() throws IOException {
    History history = HistoryReader.read(Path.of("store/latest/history.edn"));
    Report report = Checker.check(history, Model.CAS_REGISTER, Budget.ofSeconds(60));
    switch (report.verdict()) {
      case Verdict.Valid valid -> System.out.println("linearizable");
      case Verdict.Invalid invalid -> System.out.println(invalid.counterexample().sentence());
      case Verdict.Unknown unknown -> System.out.println("unknown: " + unknown.why());
    }
    report.rungs().forEach(rung -> System.out.println(rung.name() + ": " + rung.words()));
    Results.write(report, Path.of("store/latest/results.edn"));
  }
  // README ends

  @Test
  void the_readme_shows_what_is_compiled_here() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/ariadne/checker/ReadmeTest.java"));
    int from = source.indexOf("  // README begins") + 2;
    int to = source.indexOf("  // README ends") - 1;
    String lines = String.join("\n", source.subList(from, to)).indent(-4);
    assertThat(lines).contains("Checker.check");
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + lines + "```");
  }

  @Test
  void the_same_calls_give_results(@TempDir Path dir) throws IOException {
    Path sample = Path.of("src/test/resources/histories/jepsen-new.edn");
    Report report =
        Checker.check(HistoryReader.read(sample), Model.CAS_REGISTER, Budget.ofSeconds(60));
    Results.write(report, dir.resolve("results.edn"));
    assertThat(Files.readString(dir.resolve("results.edn"))).startsWith("{:valid? true");
  }
}
