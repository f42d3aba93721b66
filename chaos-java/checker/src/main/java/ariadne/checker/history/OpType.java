package ariadne.checker.history;

import java.util.Locale;

/** Where an operation stands: begun, or what became of it. */
public enum OpType {
  INVOKE,
  OK,
  FAIL,
  INFO;

  /** The name as EDN has it: {@code invoke}, {@code ok}, {@code fail}, {@code info}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
