package ariadne.checker.history;

/**
 * A history that cannot be read or makes no sense. The message is one line for people: where,
 * what, and what to do. No stack trace is worth showing.
 */
public final class BadHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /** A fault on {@code line} of {@code source} (a file name), both as a person reads them. */
  public BadHistoryException(String source, int line, String what) {
    super(oneLine(source + ", line " + line + ": " + what));
    this.line = line;
  }

  /** A fault in a history in memory: {@code what} names the operation by its index. */
  public BadHistoryException(String what) {
    super(oneLine(what));
    this.line = 0;
  }

  /** Values of the file stand in messages, whatever they hold. */
  private static String oneLine(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }

  /** The line of the fault, from 1; 0 when the history did not come from a file. */
  public int line() {
    return line;
  }
}
