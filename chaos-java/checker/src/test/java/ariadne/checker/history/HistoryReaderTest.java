package ariadne.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.checker.edn.Keyword;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HistoryReaderTest {

  private static History sample(String name) {
    return HistoryReader.read(Path.of("src/test/resources/histories", name));
  }

  private static History parse(String text) {
    return HistoryReader.read(new StringReader(text), "h.edn");
  }

  @Test
  void reads_a_new_file_with_independent_keys() {
    History history = sample("jepsen-new.edn");
    assertThat(history.size()).isEqualTo(16);
    Op cas = history.ops().get(5);
    assertThat(cas.key()).isEqualTo(0L);
    assertThat(cas.value()).isEqualTo(List.of(3L, 4L));
    assertThat(cas.process()).isEqualTo(2L);
    Op nemesis = history.ops().get(2);
    assertThat(nemesis.byClient()).isFalse();
    assertThat(nemesis.value()).isEqualTo(Keyword.of("majority"));
    Op timeout = history.ops().get(11);
    assertThat(timeout.type()).isEqualTo(OpType.INFO);
    assertThat(timeout.error()).isEqualTo(List.of(Keyword.of("timeout"), "no answer in 5 s"));
    assertThat(timeout.more()).containsOnlyKeys(Keyword.of("exception"));
    assertThat(history.ops().get(3).node()).isEqualTo("n1");
  }

  @Test
  void reads_a_vector_of_tagged_maps() {
    History history = sample("jepsen-tagged.edn");
    assertThat(history.size()).isEqualTo(5);
    assertThat(history.ops()).filteredOn(Op::byClient)
        .allMatch(op -> op.key().equals(Keyword.of("x")));
    assertThat(history.ops().get(2).value()).isEqualTo(Set.of("n1", "n2"));
    assertThat(history.ops().get(4).value()).isEqualTo(1L);
  }

  @Test
  void reads_an_old_list_without_index_and_time() {
    History history = sample("jepsen-old.edn");
    assertThat(history.ops()).extracting(Op::index).containsExactly(
        0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(history.ops()).allMatch(op -> op.key() == null && op.timeNanos() == -1);
    assertThat(history.ops().get(6).value()).isEqualTo(List.of(2L, 4L));
  }

  @Test
  void reads_positions_ids_and_what_a_failed_cas_met() {
    History history = parse("""
        {:process 1, :type :invoke, :f :cas, :value [1 2], :node "n3"}
        {:process 1, :type :fail, :f :cas, :value [1 2], :seen nil, :position [7 2], :id ["s" 9]}
        {:process 1, :type :invoke, :f :read, :value nil}
        {:process 1, :type :ok, :f :read, :value nil, :position [8], :id :odd}
        """);
    assertThat(history.ops().get(0).node()).isEqualTo("n3");
    assertThat(history.ops().get(0).seen()).isNull();
    assertThat(history.ops().get(1).seen()).isEqualTo(new Seen(null));
    assertThat(history.ops().get(1).position()).isEqualTo(new Position(7, 2));
    assertThat(history.ops().get(1).id()).isEqualTo(new OpId("s", 9));
    assertThat(history.ops().get(3).position()).isEqualTo(Position.read(8));
    assertThat(history.ops().get(3).more()).isEqualTo(
        Map.of(Keyword.of("id"), Keyword.of("odd")));
  }

  @Test
  void sorts_by_index_when_all_have_one() {
    History history = parse("""
        {:index 5, :process 0, :type :ok, :f :read, :value 1}
        {:index 2, :process 0, :type :invoke, :f :read, :value nil}
        """);
    assertThat(history.ops()).extracting(Op::type).containsExactly(OpType.INVOKE, OpType.OK);
  }

  @Test
  void writes_what_it_reads(@TempDir Path dir) throws IOException {
    for (String name : List.of("jepsen-new.edn", "jepsen-old.edn", "set.edn",
        "jepsen-tagged.edn")) {
      History history = sample(name);
      Path copy = dir.resolve(name);
      HistoryWriter.write(history, copy);
      assertThat(HistoryReader.read(copy).ops()).isEqualTo(history.ops());
    }
  }

  @Test
  void writes_as_the_harness_records() {
    Op invoke = Op.invoke(3, "cas", 7L, Arrays.asList(null, 2L), 1_000).withNode("n1")
        .withId(new OpId(12L, 4));
    assertThat(HistoryWriter.line(invoke.withIndex(0))).isEqualTo("{:index 0, :type :invoke, "
        + ":process 3, :f :cas, :value [7 [nil 2]], :time 1000, :node \"n1\", :id [12 4]}");
    assertThat(HistoryWriter.line(invoke.refused(5L, 2_000).withPosition(new Position(9, 1))))
        .isEqualTo("{:type :fail, :process 3, :f :cas, :value [7 [nil 2]], :time 2000, "
            + ":position [9 1], :node \"n1\", :id [12 4], :seen 5}");
    assertThat(HistoryWriter.line(Op.nemesis("kill", List.of("n1"), 5)))
        .isEqualTo("{:type :info, :process :nemesis, :f :kill, :value [\"n1\"], :time 5}");
  }

  @Test
  void says_where_a_truncated_file_ends_and_what_to_do() {
    assertThatThrownBy(() -> parse("""
        {:process 0, :type :invoke, :f :read, :value nil}
        {:process 0, :type :ok, :f :re"""))
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("h.edn, line 2:").hasMessageContaining("cut off");
    assertThatThrownBy(() -> parse("[{:process 0, :type :invoke, :f :read}\n"))
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("line 2:").hasMessageContaining("cut off");
  }

  @Test
  void says_what_is_wrong_with_other_bad_files(@TempDir Path dir) throws IOException {
    Path binary = Files.write(dir.resolve("b.edn"), new byte[] {'{', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> HistoryReader.read(binary))
        .isInstanceOf(BadHistoryException.class).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> HistoryReader.read(dir.resolve("none.edn")))
        .isInstanceOf(BadHistoryException.class).hasMessageContaining("there is no file");
    assertThatThrownBy(() -> HistoryReader.read(dir))
        .isInstanceOf(BadHistoryException.class).hasMessageContaining("cannot read");
    assertBad("", "line 1: the file holds no operation");
    assertBad("[]", "line 1: the file holds no operation");
    assertBad("\n42", "line 2: expected an operation");
    assertBad("{:type :maybe, :process 1, :f :read}", "found :maybe");
    assertBad("{:type :ok, :process \"x\", :f :read}", "found \"x\"");
    assertBad("{:type :ok, :process 1}", "without :f");
    assertBad("{:type :ok :process 1 :f}", "is it a history.edn?");
    assertBad("{:index 1, :type :ok, :process 1, :f :a}{:index 1, :type :ok, :process 2, :f :a}",
        "two operations have :index 1");
  }

  private static void assertBad(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(BadHistoryException.class).hasMessageContaining(message);
  }

  /** Gives a history of a size that is never held in memory as text. */
  private static final class Endless extends Reader {
    private final int lines;
    private int line;
    private String text = "";
    private int at;

    Endless(int lines) {
      this.lines = lines;
    }

    @Override
    public int read(char[] into, int from, int length) {
      if (at == text.length()) {
        if (line == lines) {
          return -1;
        }
        text = "{:index " + line + ", :type " + (line % 2 == 0 ? ":invoke" : ":ok")
            + ", :process " + line / 2 % 20 + ", :f :write, :value [" + line / 2 % 10 + " "
            + line / 2 + "], :time " + line * 1000L + ", :position [" + line / 2 + " 0]}\n";
        line++;
        at = 0;
      }
      int count = Math.min(length, text.length() - at);
      text.getChars(at, at + count, into, from);
      at += count;
      return count;
    }

    @Override
    public void close() {
      line = lines;
    }
  }

  @Test
  @Timeout(60)
  void reads_a_long_history_line_by_line() {
    History history = HistoryReader.read(new Endless(300_000), "endless");
    assertThat(history.size()).isEqualTo(300_000);
    assertThat(history.ops().get(299_999).value()).isEqualTo(149_999L);
  }
}
