package ariadne.checker.history;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.EdnException;
import ariadne.checker.edn.EdnReader;
import ariadne.checker.edn.Keyword;
import ariadne.checker.edn.Symbol;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Jepsen's histories, ours and theirs, old and new: a map a line, or one vector or list of
 * maps; tags are ignored. A history is taken to have independent keys when every client
 * invocation's value is a pair, and for a cas a pair whose second is a pair; EDN itself does not
 * tell.
 */
@SuppressWarnings("ReferenceEquality") // END is one object
public final class HistoryReader {
  private static final Keyword INDEX = Keyword.of("index");
  private static final Keyword TYPE = Keyword.of("type");
  private static final Keyword PROCESS = Keyword.of("process");
  private static final Keyword F = Keyword.of("f");
  private static final Keyword VALUE = Keyword.of("value");
  private static final Keyword TIME = Keyword.of("time");
  private static final Keyword POSITION = Keyword.of("position");
  private static final Keyword NODE = Keyword.of("node");
  private static final Keyword ID = Keyword.of("id");
  private static final Keyword SEEN = Keyword.of("seen");
  private static final Keyword ERROR = Keyword.of("error");

  private final String source;
  private final EdnReader edn;
  private final Map<Object, Object> canonical = new HashMap<>();

  private HistoryReader(String source, Reader in) {
    this.source = source;
    this.edn = new EdnReader(in);
  }

  /**
   * The history in {@code file}.
   *
   * @throws BadHistoryException if there is no such file, or it is empty, truncated or no history
   */
  public static History read(Path file) {
    try (Reader in = Files.newBufferedReader(file)) {
      return read(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new BadHistoryException("there is no file " + file);
    } catch (IOException e) {
      throw new BadHistoryException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** The history in a stream; {@code source} is the name that errors say. */
  public static History read(Reader in, String source) {
    return new HistoryReader(source, in).history();
  }

  private History history() {
    List<Op> ops = new ArrayList<>();
    try {
      edn.enter();
      for (Object form = edn.next(); form != EdnReader.END; form = edn.next()) {
        ops.add(op(form));
      }
    } catch (EdnException e) {
      String advice = e.truncated()
          ? "; the file is cut off, perhaps the test was killed while writing it: "
              + "copy it again, or delete the unfinished end and check what is left"
          : "; this is not EDN: is it a history.edn?";
      throw new BadHistoryException(source, e.line(), e.getMessage() + advice);
    } catch (CharacterCodingException e) {
      throw new BadHistoryException(source, edn.line(),
          "from here on it is not UTF-8 text: is it a history.edn?");
    } catch (IOException e) {
      throw new BadHistoryException(source, edn.line(), "cannot read on: " + e.getMessage());
    }
    if (ops.isEmpty()) {
      throw new BadHistoryException(source, 1, "the file holds no operation; perhaps the test was "
          + "killed before it wrote its history: give the history.edn of a finished test");
    }
    if (keyed(ops)) {
      ops.replaceAll(HistoryReader::split);
    }
    return History.of(ops);
  }

  private Op op(Object form) {
    if (!(form instanceof Map<?, ?> map) || !map.containsKey(TYPE)) {
      throw bad("expected an operation such as {:type :invoke, :process 0, :f :read, ...}, found "
          + shortened(form));
    }
    Object index = map.get(INDEX);
    Object process = map.get(PROCESS);
    if (!(process instanceof Long) && !(process instanceof Keyword)) {
      throw bad(":process must be a number or a keyword, found " + shortened(process));
    }
    Object f = map.get(F);
    if (f == null) {
      throw bad("an operation without :f");
    }
    return new Op(index instanceof Long number ? number : -1, type(map.get(TYPE)), process,
        name(f), null, map.get(VALUE), map.get(TIME) instanceof Number t ? t.longValue() : -1,
        position(map.get(POSITION)), map.get(NODE) == null ? null : name(map.get(NODE)),
        id(map.get(ID)), map.containsKey(SEEN) ? new Seen(map.get(SEEN)) : null, map.get(ERROR),
        more(map));
  }

  private OpType type(Object type) {
    if (type instanceof Keyword keyword) {
      for (OpType candidate : OpType.values()) {
        if (candidate.word().equals(keyword.name())) {
          return candidate;
        }
      }
    }
    throw bad(":type must be :invoke, :ok, :fail or :info, found " + shortened(type));
  }

  /** A name as a string, one object for all its occurrences. */
  private String name(Object word) {
    return (String) canonical.computeIfAbsent(word, w -> switch (w) {
      case Keyword keyword -> keyword.name();
      case Symbol symbol -> symbol.name();
      case String text -> text;
      default -> Edn.print(w);
    });
  }

  private static Position position(Object where) {
    if (where instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Long height) {
      if (list.size() == 1) {
        return Position.read(height);
      }
      if (list.size() == 2 && list.get(1) instanceof Long index) {
        return new Position(height, (int) Math.min(index, Position.AFTER_ALL));
      }
    }
    return null;
  }

  private static OpId id(Object id) {
    return id instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Long sequence
        ? new OpId(list.get(0), sequence)
        : null;
  }

  private static Map<Keyword, Object> more(Map<?, ?> map) {
    Map<Keyword, Object> more = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof Keyword key && !known(key, entry.getValue())) {
        more = more == null ? new LinkedHashMap<>() : more;
        more.put(key, entry.getValue());
      }
    }
    return more == null ? Map.of() : more;
  }

  private static boolean known(Keyword key, Object value) {
    return switch (key.name()) {
      case "index", "type", "process", "f", "value", "time", "node", "seen", "error" -> true;
      case "position" -> position(value) != null;
      case "id" -> id(value) != null;
      default -> false;
    };
  }

  private static boolean keyed(List<Op> ops) {
    boolean any = false;
    for (Op op : ops) {
      if (op.byClient() && op.type() == OpType.INVOKE) {
        if (!pair(op.value()) || op.f().equals("cas") && !pair(((List<?>) op.value()).get(1))) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private static boolean pair(Object value) {
    return value instanceof List<?> list && list.size() == 2;
  }

  private static Op split(Op op) {
    return op.byClient() && op.value() instanceof List<?> list && list.size() == 2
        ? op.withKey(list.get(0), list.get(1))
        : op;
  }

  private BadHistoryException bad(String what) {
    return new BadHistoryException(source, edn.line(), what);
  }

  private static String shortened(Object form) {
    String text = Edn.print(form);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
