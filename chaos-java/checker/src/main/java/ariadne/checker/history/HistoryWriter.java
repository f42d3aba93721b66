package ariadne.checker.history;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes operations as Jepsen does: one map a line, independent keys as {@code :value [k v]}. */
public final class HistoryWriter {

  private HistoryWriter() {}

  /** Writes the whole history to {@code file}. */
  public static void write(History history, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (Op op : history.ops()) {
        out.write(line(op));
        out.write('\n');
      }
    }
  }

  /** One operation on one line, without the line's end. */
  public static String line(Op op) {
    return Edn.print(map(op));
  }

  /** One operation as the map that stands on its line; what is null is left out. */
  public static Map<Keyword, Object> map(Op op) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    put(map, "index", op.index() < 0 ? null : op.index());
    put(map, "type", Keyword.of(op.type().word()));
    put(map, "process", op.process());
    put(map, "f", Keyword.of(op.f()));
    map.put(Keyword.of("value"), op.key() == null
        ? op.value()
        : Arrays.asList(op.key(), op.value()));
    put(map, "time", op.timeNanos() < 0 ? null : op.timeNanos());
    if (op.position() != null) {
      Position where = op.position();
      put(map, "position", where.afterAll()
          ? List.of(where.height())
          : List.of(where.height(), where.index()));
    }
    put(map, "node", op.node());
    if (op.id() != null) {
      put(map, "id", Arrays.asList(op.id().session(), op.id().sequence()));
    }
    if (op.seen() != null) {
      map.put(Keyword.of("seen"), op.seen().value());
    }
    put(map, "error", op.error());
    map.putAll(op.more());
    return map;
  }

  private static void put(Map<Keyword, Object> map, String name, Object value) {
    if (value != null) {
      map.put(Keyword.of(name), value);
    }
  }
}
