package ariadne.checker.history;

import ariadne.checker.edn.Keyword;
import java.util.Map;

/**
 * One entry of a history: an invocation or a completion.
 *
 * @param index place in the history from 0, or -1 while the history is not numbered yet
 * @param process a {@link Long} for a client, a {@link Keyword} such as {@code :nemesis} otherwise
 * @param f what was done: {@code read}, {@code write}, {@code cas}, {@code add}, ...
 * @param key the independent key, or null
 * @param value any EDN value; a cas has {@code [expected new]}
 * @param timeNanos nanoseconds on one monotonic clock since the test began, or -1 if unknown
 * @param position where in the chain it took effect, or null
 * @param node the node that answered, or null
 * @param id the operation's identity in the chain, or null
 * @param seen what a failed cas met, or null
 * @param error why it failed or is unknown, any EDN value, or null
 * @param more whatever else the file said of it
 */
public record Op(long index, OpType type, Object process, String f, Object key, Object value,
    long timeNanos, Position position, String node, OpId id, Seen seen, Object error,
    Map<Keyword, Object> more) {

  /** The process of the one that breaks things. */
  public static final Keyword NEMESIS = Keyword.of("nemesis");

  /** An invocation by a client; {@code key} may be null. */
  public static Op invoke(long process, String f, Object key, Object value, long timeNanos) {
    return new Op(-1, OpType.INVOKE, process, f, key, value, timeNanos, null, null, null, null,
        null, Map.of());
  }

  /** Something the nemesis did, of type info as Jepsen has it. */
  public static Op nemesis(String f, Object value, long timeNanos) {
    return new Op(-1, OpType.INFO, NEMESIS, f, null, value, timeNanos, null, null, null, null,
        null, Map.of());
  }

  /** This invocation, completed: it happened, and {@code answer} is what the client saw. */
  public Op ok(Object answer, long atNanos) {
    return completed(OpType.OK, answer, atNanos, null);
  }

  /** This invocation, completed: it happened. */
  public Op ok(long atNanos) {
    return completed(OpType.OK, value, atNanos, null);
  }

  /** This invocation, completed: it certainly did not happen and never will. */
  public Op fail(Object why, long atNanos) {
    return completed(OpType.FAIL, value, atNanos, why);
  }

  /** This cas, completed: it was judged, met {@code met} and changed nothing. */
  public Op refused(Object met, long atNanos) {
    return completed(OpType.FAIL, value, atNanos, null).withSeen(met);
  }

  /** This invocation, completed: nobody knows whether it happened or will. */
  public Op info(Object why, long atNanos) {
    return completed(OpType.INFO, value, atNanos, why);
  }

  private Op completed(OpType as, Object answer, long atNanos, Object why) {
    return new Op(-1, as, process, f, key, answer, atNanos, position, node, id, seen, why,
        Map.of());
  }

  /** The same at another place in the history. */
  public Op withIndex(long newIndex) {
    return new Op(newIndex, type, process, f, key, value, timeNanos, position, node, id, seen,
        error, more);
  }

  /** The same with its independent key taken out of the value. */
  public Op withKey(Object newKey, Object newValue) {
    return new Op(index, type, process, f, newKey, newValue, timeNanos, position, node, id, seen,
        error, more);
  }

  /** The same, having taken effect at {@code where}. */
  public Op withPosition(Position where) {
    return new Op(index, type, process, f, key, value, timeNanos, where, node, id, seen, error,
        more);
  }

  /** The same, sent to or answered by {@code name}. */
  public Op withNode(String name) {
    return new Op(index, type, process, f, key, value, timeNanos, position, name, id, seen, error,
        more);
  }

  /** The same, known in the chain as {@code newId}. */
  public Op withId(OpId newId) {
    return new Op(index, type, process, f, key, value, timeNanos, position, node, newId, seen,
        error, more);
  }

  /** The same, having met {@code met}, null for an absent key. */
  public Op withSeen(Object met) {
    return new Op(index, type, process, f, key, value, timeNanos, position, node, id,
        new Seen(met), error, more);
  }

  /** The same with further attributes, written behind the others. */
  public Op withMore(Map<Keyword, Object> attributes) {
    return new Op(index, type, process, f, key, value, timeNanos, position, node, id, seen, error,
        attributes);
  }

  /** Whether a client did this, so that it is checked. */
  public boolean byClient() {
    return process instanceof Long;
  }
}
