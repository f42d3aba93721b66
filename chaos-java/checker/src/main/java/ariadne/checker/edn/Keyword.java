package ariadne.checker.edn;

/** An EDN keyword, its {@code name} without the colon: {@code :nemesis} is {@code nemesis}. */
public record Keyword(String name) implements Comparable<Keyword> {

  /** The keyword {@code :name}; a namespace stands before a slash in the name. */
  public static Keyword of(String name) {
    return new Keyword(name);
  }

  @Override
  public int compareTo(Keyword other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return ":" + name;
  }
}
