package ariadne.checker.edn;

/** An EDN symbol, such as the class names that Jepsen writes into an {@code :exception}. */
public record Symbol(String name) {
  @Override
  public String toString() {
    return name;
  }
}
