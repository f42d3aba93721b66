package ariadne.checker.model;

import java.util.Set;

/** What a call did, if it happened, as its client saw it. */
public sealed interface Action {

  /** A register read that returned {@code value}; null is absent. */
  record Read(Object value) implements Action {}

  /** A register set to {@code value}. */
  record Write(Object value) implements Action {}

  /** A register that held {@code expected} and now holds {@code value}. */
  record Cas(Object expected, Object value) implements Action {}

  /** A compare-and-set of {@code expected} that met {@code seen} and changed nothing. */
  record Refused(Object expected, Object seen) implements Action {}

  /** {@code element} put into a set. */
  record Add(Object element) implements Action {}

  /** A read of a whole set. */
  record ReadSet(Set<Object> elements) implements Action {}

  /** Whether it leaves the state as it is. */
  default boolean looksOnly() {
    return switch (this) {
      case Read r -> true;
      case Refused r -> true;
      case ReadSet r -> true;
      case Write w -> false;
      case Cas c -> false;
      case Add a -> false;
    };
  }
}
