package ariadne.checker.edn;

/**
 * Text that is not EDN. The message is one sentence without the line; {@link #line} counts from 1.
 */
public final class EdnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final boolean truncated;

  EdnException(int line, boolean truncated, String message) {
    super(message.replaceAll("\\p{Cntrl}", "?"));
    this.line = line;
    this.truncated = truncated;
  }

  /** The line of the fault, from 1; for a form that never ends, the line where it began. */
  public int line() {
    return line;
  }

  /** Whether the text ended inside a form. */
  public boolean truncated() {
    return truncated;
  }
}
