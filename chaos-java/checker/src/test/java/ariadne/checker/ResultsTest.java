package ariadne.checker;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import ariadne.checker.model.Model;
import ariadne.checker.oracle.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Budget BUDGET = Budget.ofSeconds(60);

  @SuppressWarnings("unchecked")
  private static Map<Keyword, Object> written(Story story, Path dir) throws IOException {
    Report report = Checker.check(story.history(), Model.CAS_REGISTER, BUDGET);
    Path file = dir.resolve("results.edn");
    Results.write(report, file);
    return (Map<Keyword, Object>) Edn.parse(Files.readString(file));
  }

  private static Object at(Map<?, ?> map, String... path) {
    Object here = map;
    for (String name : path) {
      here = ((Map<?, ?>) here).get(Keyword.of(name));
    }
    return here;
  }

  @Test
  void valid_results_have_jepsens_shape(@TempDir Path dir) throws IOException {
    Map<Keyword, Object> map = written(Story.onKey(7L).write(0, 1L).read(1, 1L)
        .invoke(2, "write", 2L).info(2).invoke(3, "write", 3L).fail(3), dir);
    assertThat(map.keySet().iterator().next()).isEqualTo(Keyword.of("valid?"));
    assertThat(at(map, "valid?")).isEqualTo(true);
    assertThat(Edn.print(at(map, "stats"))).isEqualTo("{:valid? true, :count 4, :ok-count 2, "
        + ":fail-count 1, :info-count 1, :by-f {:read {:valid? true, :count 1, :ok-count 1, "
        + ":fail-count 0, :info-count 0}, :write {:valid? true, :count 3, :ok-count 1, "
        + ":fail-count 1, :info-count 1}}}");
    assertThat(at(map, "failures")).isEqualTo(List.of());
  }

  @Test
  void invalid_results_carry_the_counterexample(@TempDir Path dir) throws IOException {
    Map<Keyword, Object> map =
        written(Story.onKey(7L).write(0, 1L).cas(2, 1L, 2L).read(1, 1L), dir);
    assertThat(at(map, "valid?")).isEqualTo(false);
    assertThat(at(map, "counterexample", "kind")).isEqualTo("stale read");
    assertThat(at(map, "counterexample", "key")).isEqualTo(7L);
    assertThat((List<?>) at(map, "counterexample", "operations")).hasSize(2);
    assertThat((List<?>) at(map, "failures")).hasSize(1);
  }

  @Test
  void unknown_results_say_why(@TempDir Path dir) throws IOException {
    Map<Keyword, Object> map = written(Story.onKey(7L).write(0, 1L).invoke(1, "read", null)
        .fail(1), dir);
    assertThat(at(map, "valid?")).isEqualTo(Keyword.of("unknown"));
    assertThat(at(map, "why").toString()).contains("kind read only 0");
    assertThat(at(map, "stats", "by-f", "read", "valid?")).isEqualTo(Keyword.of("unknown"));
  }
}
