package ariadne.checker.edn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Writes Java values as EDN, as Clojure's {@code pr} does: entries of a map stand behind commas.
 */
final class EdnPrinter {
  private static final int WIDTH = 100;

  private EdnPrinter() {}

  static void print(StringBuilder out, Object value) {
    switch (value) {
      case null -> out.append("nil");
      case String text -> string(out, text);
      case Character character -> character(out, character);
      case Float number -> floating(out, number.doubleValue());
      case Double number -> floating(out, number);
      case BigDecimal number -> out.append(number).append('M');
      case BigInteger number -> out.append(number).append('N');
      case Long number -> out.append(number.longValue());
      case Integer number -> out.append(number.intValue());
      case Short number -> out.append(number.intValue());
      case Byte number -> out.append(number.intValue());
      case Boolean truth -> out.append(truth.booleanValue());
      case Keyword keyword -> out.append(':').append(keyword.name());
      case Symbol symbol -> out.append(symbol.name());
      case Map<?, ?> map -> map(out, map);
      case Set<?> set -> all(out.append("#{"), set).append('}');
      case Collection<?> list -> all(out.append('['), list).append(']');
      default ->
          throw new IllegalArgumentException(
              "EDN has no form for a " + value.getClass().getName());
    }
  }

  static void pretty(StringBuilder out, Object value, int indent) {
    StringBuilder flat = new StringBuilder();
    print(flat, value);
    boolean empty = value instanceof Map<?, ?> map
        ? map.isEmpty() : value instanceof Collection<?> items && items.isEmpty();
    if (indent + flat.length() <= WIDTH || empty) {
      out.append(flat);
    } else if (value instanceof Map<?, ?> map) {
      String gap = "";
      out.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(gap);
        StringBuilder key = new StringBuilder();
        print(key, entry.getKey());
        out.append(key).append(' ');
        pretty(out, entry.getValue(), indent + key.length() + 2);
        gap = ",\n" + " ".repeat(indent + 1);
      }
      out.append('}');
    } else if (value instanceof Collection<?> items) {
      String open = value instanceof Set<?> ? "#{" : "[";
      String gap = "";
      out.append(open);
      for (Object item : items) {
        out.append(gap);
        pretty(out, item, indent + open.length());
        gap = "\n" + " ".repeat(indent + open.length());
      }
      out.append(value instanceof Set<?> ? '}' : ']');
    } else {
      out.append(flat);
    }
  }

  private static void map(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      print(out, entry.getKey());
      out.append(' ');
      print(out, entry.getValue());
      if (entries.hasNext()) {
        out.append(", ");
      }
    }
    out.append('}');
  }

  private static StringBuilder all(StringBuilder out, Collection<?> items) {
    boolean first = true;
    for (Object item : items) {
      if (!first) {
        out.append(' ');
      }
      print(out, item);
      first = false;
    }
    return out;
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void character(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\newline");
      case '\r' -> out.append("\\return");
      case '\t' -> out.append("\\tab");
      case ' ' -> out.append("\\space");
      default -> {
        if (c < ' ' || Character.isSurrogate(c)) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  private static void floating(StringBuilder out, double number) {
    if (Double.isNaN(number)) {
      out.append("##NaN");
    } else if (Double.isInfinite(number)) {
      out.append(number > 0 ? "##Inf" : "##-Inf");
    } else {
      out.append(number);
    }
  }
}
