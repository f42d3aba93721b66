package ariadne.checker.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The operations of a test in the order in which they were recorded, nemesis included. That order
 * is the real-time order: an operation that completed before another was invoked stands before it.
 */
public final class History {
  private final List<Op> ops;

  private History(List<Op> ops) {
    this.ops = ops;
  }

  /**
   * A history of {@code ops}. When all are numbered they are sorted by number; otherwise their
   * order in the list counts, and they are numbered by it.
   *
   * @throws BadHistoryException if two operations have one number
   */
  public static History of(List<Op> ops) {
    List<Op> ordered = new ArrayList<>(ops);
    boolean numbered = ordered.stream().allMatch(op -> op.index() >= 0);
    if (numbered) {
      ordered.sort(Comparator.comparingLong(Op::index));
      for (int i = 1; i < ordered.size(); i++) {
        if (ordered.get(i).index() == ordered.get(i - 1).index()) {
          throw new BadHistoryException("two operations have :index " + ordered.get(i).index());
        }
      }
    } else {
      for (int i = 0; i < ordered.size(); i++) {
        ordered.set(i, ordered.get(i).withIndex(i));
      }
    }
    return new History(ordered);
  }

  /** All operations in order; not to be changed. */
  public List<Op> ops() {
    return Collections.unmodifiableList(ops);
  }

  /** How many entries, invocations and completions both. */
  public int size() {
    return ops.size();
  }
}
