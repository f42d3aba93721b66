package ariadne.checker.edn;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * EDN to Java and back. {@code nil} is null; integers are {@link Long}, or {@link
 * java.math.BigInteger} when they do not fit; {@code 1M} is {@link java.math.BigDecimal}; lists
 * and vectors are {@link java.util.List}, maps and sets keep their order.
 */
@SuppressWarnings("ReferenceEquality") // END is one object
public final class Edn {

  private Edn() {}

  /**
   * The one form in {@code text}.
   *
   * @throws EdnException if the text is not EDN, is empty, or holds more than one form
   */
  public static Object parse(String text) {
    try {
      int bufferChars = Math.clamp(text.length(), 1, 1 << 14);
      EdnReader reader = new EdnReader(new StringReader(text), bufferChars);
      Object form = reader.next();
      if (form == EdnReader.END) {
        throw new EdnException(1, true, "there is no form here");
      }
      if (reader.next() != EdnReader.END) {
        throw new EdnException(reader.line(), false, "there is more than one form here");
      }
      return form;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code value} on one line.
   *
   * @throws IllegalArgumentException for an object that EDN has no form for
   */
  public static String print(Object value) {
    StringBuilder out = new StringBuilder();
    EdnPrinter.print(out, value);
    return out.toString();
  }

  /** {@code value} over several lines, for people: what fits in 100 columns stays on one line. */
  public static String pretty(Object value) {
    StringBuilder out = new StringBuilder();
    EdnPrinter.pretty(out, value, 0);
    return out.append('\n').toString();
  }
}
