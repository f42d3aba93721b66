package ariadne.checker.verdict;

import ariadne.checker.edn.Edn;
import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Calls, values and spans of time as people say them. */
public final class Words {
  private static final int MAX_VALUE_CHARS = 60;

  private Words() {}

  /** A value in EDN, shortened if long. */
  public static String value(Object value) {
    String text = value instanceof Set<?> set && set.size() > 12
        ? "a set of " + set.size() + " elements"
        : Edn.print(value);
    return text.length() <= MAX_VALUE_CHARS
        ? text
        : text.substring(0, MAX_VALUE_CHARS - 3) + "...";
  }

  /** The beginning of a sentence about a key: {@code "Key 7: "}, or nothing without keys. */
  public static String key(KeyHistory history) {
    return history.key() == null ? "" : "Key " + value(history.key()) + ": ";
  }

  /** The same with the sentence behind it, its first letter large. */
  public static String sentence(KeyHistory history, String rest) {
    String prefix = key(history);
    return prefix.isEmpty()
        ? rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1)
        : prefix + rest;
  }

  /** Who did what: {@code "write of 8 by process 9"}. */
  public static String call(Call call) {
    String what = switch (call.action()) {
      case Action.Read r -> "read of " + value(r.value());
      case Action.Write w -> "write of " + value(w.value());
      case Action.Cas c -> "cas " + value(c.expected()) + " to " + value(c.value());
      case Action.Refused r -> "failed cas of " + value(r.expected()) + " that met "
          + value(r.seen());
      case Action.Add a -> "add of " + value(a.element());
      case Action.ReadSet r -> "read";
    };
    return what + " by process " + call.invocation().process();
  }

  /** A look at a register and what it showed: {@code "read by process 17 returned 5"}. */
  public static String look(Call call) {
    String process = " by process " + call.invocation().process();
    return switch (call.action()) {
      case Action.Read r -> "read" + process + " returned "
          + (r.value() == null ? "nil (nothing)" : value(r.value()));
      case Action.Refused r -> "failed cas" + process + " met " + value(r.seen());
      case Action.Cas c -> "cas" + process + " succeeded on " + value(c.expected());
      default -> call(call);
    };
  }

  /** The span between two times: {@code "40 ms "}; empty if a time is unknown. */
  public static String span(long fromNanos, long toNanos) {
    long nanos = toNanos - fromNanos;
    if (fromNanos < 0 || toNanos < 0 || nanos < 0) {
      return "";
    }
    if (nanos < 10_000) {
      return nanos + " ns ";
    }
    if (nanos < 10_000_000) {
      return rounded(nanos / 1e6) + " ms ";
    }
    return nanos < 10_000_000_000L ? nanos / 1_000_000 + " ms " : rounded(nanos / 1e9) + " s ";
  }

  /** The span from the answer of {@code earlier} to the invocation of {@code later}. */
  public static String span(Call earlier, Call later) {
    return span(earlier.returnedNanos(), later.invokedNanos());
  }

  private static String rounded(double number) {
    String text = String.format(Locale.ROOT, "%.2f", number);
    return text.replaceAll("\\.?0+$", "");
  }

  /** The value that a call found in the register; meaningless for a write. */
  public static Object found(Call call) {
    return switch (call.action()) {
      case Action.Read r -> r.value();
      case Action.Refused r -> r.seen();
      case Action.Cas c -> c.expected();
      default -> null;
    };
  }

  /** The value that a call leaves in the register. */
  public static Object left(Call call) {
    return switch (call.action()) {
      case Action.Write w -> w.value();
      case Action.Cas c -> c.value();
      default -> found(call);
    };
  }

  /** Whether a call put {@code value} there. */
  public static boolean writes(Call call, Object value) {
    return !call.action().looksOnly() && Objects.equals(left(call), value);
  }
}
