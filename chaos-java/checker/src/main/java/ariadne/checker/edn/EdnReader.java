package ariadne.checker.edn;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads EDN forms one after the other from a stream; holds one form and one buffer at a time. */
@SuppressWarnings("ReferenceEquality") // END is one object
public final class EdnReader {
  /** What {@link #next} answers when there is nothing more. */
  public static final Object END = new Object();

  /** To hash a key walks all that is nested in it, once for each level. */
  private static final int MAX_DEPTH = 64;
  /** To read a whole number costs the square of its digits. */
  private static final int MAX_DIGITS = 10_000;
  /** A sign, zeros in front, a point, an exponent and a suffix, however it is printed. */
  private static final int MAX_AROUND = 100;
  private static final int EOF = -1;

  private final Reader in;
  private final char[] buffer;
  private final StringBuilder token = new StringBuilder();
  private int at;
  private int end;
  private int line = 1;
  private int formLine = 1;
  private int enclosing = EOF;
  private int enclosedAt;
  private boolean closed;

  public EdnReader(Reader in) {
    this(in, 1 << 16);
  }

  EdnReader(Reader in, int bufferChars) {
    this.in = in;
    this.buffer = new char[bufferChars];
  }

  /** The line on which the form that {@link #next} gave last began, from 1. */
  public int line() {
    return formLine;
  }

  /**
   * Steps into the vector or list that stands next, if one does; then {@link #next} gives its
   * elements one by one. So a file that is one huge vector is read in little memory.
   */
  public boolean enter() throws IOException {
    int c = skipBlank();
    if (c != '[' && c != '(') {
      return false;
    }
    take();
    enclosing = c == '[' ? ']' : ')';
    enclosedAt = line;
    return true;
  }

  /**
   * The next form, or {@link #END}.
   *
   * @throws EdnException if what stands there is not EDN
   */
  public Object next() throws IOException {
    while (true) {
      int c = skipBlank();
      formLine = line;
      if (c == EOF) {
        if (enclosing != EOF && !closed) {
          throw new EdnException(line, true, "the text ends inside the list opened on line "
              + enclosedAt);
        }
        return END;
      }
      if (c == enclosing && !closed) {
        take();
        closed = true;
        continue;
      }
      if (closed) {
        throw fault("there is text after the end of the list opened on line " + enclosedAt);
      }
      Object form = read(0);
      if (form != SKIPPED) {
        return form;
      }
    }
  }

  private static final Object SKIPPED = new Object();

  /** The form that stands here, or SKIPPED after a discarded one. Never called on a blank. */
  private Object read(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw fault("forms are nested more than " + MAX_DEPTH + " deep");
    }
    int c = take();
    return switch (c) {
      case '{' -> map(depth);
      case '[' -> sequence(']', depth);
      case '(' -> sequence(')', depth);
      case '"' -> string();
      case '\\' -> character();
      case '#' -> dispatch(depth);
      case '}', ']', ')' -> throw fault("an unexpected '" + (char) c + "'");
      default -> atom(word((char) c));
    };
  }

  private Object dispatch(int depth) throws IOException {
    int c = peek();
    switch (c) {
      case '{' -> {
        take();
        return set(depth);
      }
      case '_' -> {
        take();
        required(depth + 1);
        return SKIPPED;
      }
      case '"' -> {
        take();
        return string();
      }
      case '#' -> {
        take();
        String name = word((char) take());
        return switch (name) {
          case "Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          case "NaN" -> Double.NaN;
          default -> throw fault("##" + name + " is not a number");
        };
      }
      case EOF -> throw truncated(line, "tag");
      default -> {
        // A tag: #inst, #jepsen.history.Op, #:namespace. What it means is not ours to know.
        word((char) take());
        return required(depth + 1);
      }
    }
  }

  /** A form that must stand here, because a tag or a discard came before it. */
  private Object required(int depth) throws IOException {
    int from = line;
    while (true) {
      if (skipBlank() == EOF) {
        throw truncated(from, "tagged form");
      }
      Object form = read(depth);
      if (form != SKIPPED) {
        return form;
      }
    }
  }

  private List<Object> sequence(char close, int depth) throws IOException {
    List<Object> items = new ArrayList<>(4);
    int from = line;
    while (true) {
      int c = skipBlank();
      if (c == close) {
        take();
        return Collections.unmodifiableList(items);
      }
      if (c == EOF) {
        throw truncated(from, close == '}' ? "map" : "list");
      }
      Object form = read(depth + 1);
      if (form != SKIPPED) {
        items.add(form);
      }
    }
  }

  private Map<Object, Object> map(int depth) throws IOException {
    int from = line;
    List<Object> items = sequence('}', depth);
    if (items.size() % 2 != 0) {
      throw new EdnException(from, false, "a map with a key that has no value");
    }
    Map<Object, Object> map = new LinkedHashMap<>(items.size());
    for (int i = 0; i < items.size(); i += 2) {
      map.put(items.get(i), items.get(i + 1));
    }
    return Collections.unmodifiableMap(map);
  }

  private Set<Object> set(int depth) throws IOException {
    return Collections.unmodifiableSet(new LinkedHashSet<>(sequence('}', depth)));
  }

  private String string() throws IOException {
    int from = line;
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = take();
      if (c == EOF) {
        throw truncated(from, "string");
      }
      if (c == '"') {
        return text.toString();
      }
      if (c != '\\') {
        text.append((char) c);
        continue;
      }
      int escaped = take();
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'u' -> text.append(unicode("" + (char) take() + (char) take() + (char) take()
            + (char) take()));
        case EOF -> throw truncated(from, "string");
        default -> text.append((char) escaped);
      }
    }
  }

  private char unicode(String digits) {
    try {
      return (char) Integer.parseInt(digits, 16);
    } catch (NumberFormatException e) {
      throw fault("\\u" + digits + " is not a character");
    }
  }

  private Character character() throws IOException {
    int first = take();
    if (first == EOF) {
      throw truncated(line, "character");
    }
    String name = word((char) first);
    if (name.length() == 1) {
      return name.charAt(0);
    }
    return switch (name) {
      case "newline" -> '\n';
      case "return" -> '\r';
      case "space" -> ' ';
      case "tab" -> '\t';
      case "backspace" -> '\b';
      case "formfeed" -> '\f';
      default -> {
        if (name.length() == 5 && name.charAt(0) == 'u') {
          yield unicode(name.substring(1));
        }
        throw fault("\\" + name + " is not a character");
      }
    };
  }

  private String word(char first) throws IOException {
    token.setLength(0);
    token.append(first);
    while (!delimiter(peek())) {
      token.append((char) take());
    }
    return token.toString();
  }

  private Object atom(String word) {
    char first = word.charAt(0);
    if (first == ':') {
      if (word.length() == 1) {
        throw fault("a keyword without a name");
      }
      return new Keyword(word.substring(1));
    }
    boolean signed = (first == '-' || first == '+') && word.length() > 1;
    char digit = signed ? word.charAt(1) : first;
    if (digit >= '0' && digit <= '9') {
      return number(word);
    }
    return switch (word) {
      case "nil" -> null;
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> new Symbol(word);
    };
  }

  /** A number; a word that only begins like one, such as a ratio or 0x1f, stays a symbol. */
  private Object number(String word) {
    int count = digits(word);
    if (count > MAX_DIGITS || word.length() > MAX_DIGITS + MAX_AROUND) {
      throw fault("a number of " + Math.max(count, word.length()) + " characters, the limit is "
          + MAX_DIGITS);
    }
    if (word.chars().anyMatch(c -> c > '~')) {
      return new Symbol(word); // Java takes the digits of every script for digits.
    }
    char last = word.charAt(word.length() - 1);
    String digits = last == 'N' || last == 'M' ? word.substring(0, word.length() - 1) : word;
    try {
      if (last == 'M') {
        return new BigDecimal(digits);
      }
      for (int i = 0; i < digits.length(); i++) {
        char c = digits.charAt(i);
        if (c == '.' || c == 'e' || c == 'E') {
          return Double.valueOf(digits);
        }
      }
      if (digits.length() < 19) {
        return Long.valueOf(digits);
      }
      BigInteger whole = new BigInteger(digits);
      return whole.bitLength() < 64 ? (Object) whole.longValueExact() : whole;
    } catch (NumberFormatException e) {
      return new Symbol(word);
    }
  }

  /** Digits that count, before an exponent: what is read and printed keeps them. */
  private static int digits(String word) {
    int count = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == 'e' || c == 'E') {
        break;
      }
      if (c >= '0' && c <= '9' && (c != '0' || count > 0)) {
        count++;
      }
    }
    return count;
  }

  private int skipBlank() throws IOException {
    while (true) {
      int c = peek();
      if (c == ';') {
        while (c != '\n' && c != EOF) {
          take();
          c = peek();
        }
      } else if (c != EOF && blank(c)) {
        take();
      } else {
        return c;
      }
    }
  }

  private static boolean blank(int c) {
    return c <= ' ' || c == ',' || c == '\uFEFF';
  }

  private static boolean delimiter(int c) {
    return c == EOF || blank(c) || c == '"' || c == ';'
        || c == '{' || c == '}' || c == '[' || c == ']' || c == '(' || c == ')';
  }

  private int peek() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
      if (end == 0) {
        return EOF;
      }
    }
    return buffer[at];
  }

  private int take() throws IOException {
    int c = peek();
    if (c != EOF) {
      at++;
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  private EdnException fault(String message) {
    return new EdnException(line, false, message);
  }

  private static EdnException truncated(int from, String what) {
    return new EdnException(from, true, "the text ends inside a " + what);
  }
}
