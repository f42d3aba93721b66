package ariadne.checker.history;

/** A client operation's identity in the chain: its session (any EDN value) and number in it. */
public record OpId(Object session, long sequence) {
  @Override
  public String toString() {
    return "[" + session + " " + sequence + "]";
  }
}
