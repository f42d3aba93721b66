package ariadne.checker.oracle;

import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.model.Calls;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Histories written down by hand, a millisecond or as many as are asked for between two events.
 */
public final class Story {
  private final Object key;
  private final List<Op> ops = new ArrayList<>();
  private final Map<Long, Op> open = new HashMap<>();
  private long nowNanos;

  private Story(Object key) {
    this.key = key;
  }

  public static Story onKey(Object key) {
    return new Story(key);
  }

  public Story waitMillis(long millis) {
    nowNanos += millis * 1_000_000;
    return this;
  }

  private Story add(Op op) {
    ops.add(op);
    return waitMillis(1);
  }

  public Story invoke(long process, String f, Object value) {
    Op op = Op.invoke(process, f, key, value, nowNanos);
    open.put(process, op);
    return add(op);
  }

  public Story ok(long process, Object value) {
    return add(open.remove(process).ok(value, nowNanos));
  }

  public Story info(long process) {
    return add(open.remove(process).info("timeout", nowNanos));
  }

  public Story fail(long process) {
    return add(open.remove(process).fail("refused", nowNanos));
  }

  public Story refused(long process, Object seen) {
    return add(open.remove(process).refused(seen, nowNanos));
  }

  public Story write(long process, Object value) {
    return invoke(process, "write", value).ok(process, value);
  }

  public Story cas(long process, Object expected, Object value) {
    return invoke(process, "cas", Arrays.asList(expected, value))
        .ok(process, Arrays.asList(expected, value));
  }

  public Story read(long process, Object value) {
    return invoke(process, "read", null).ok(process, value);
  }

  public Story addElement(long process, Object element) {
    return invoke(process, "add", element).ok(process, element);
  }

  public Story readSet(long process, Object... elements) {
    return read(process, Set.of(elements));
  }

  public History history() {
    return History.of(ops);
  }

  /** The calls on the story's only key. */
  public KeyHistory calls(Model model) {
    return Calls.byKey(history(), model).get(0);
  }
}
