package ariadne.checker.model;

import ariadne.checker.history.BadHistoryException;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A history's operations paired into calls. */
public final class Calls {
  private final Model model;
  private final Map<Object, KeyHistory> byKey = new LinkedHashMap<>();
  private final Map<Object, Open> open = new HashMap<>();
  private Call[] slots;

  private record Open(Op invocation, int start) {}

  private Calls(Model model) {
    this.model = model;
  }

  /**
   * The calls of each key, keys in order of appearance.
   *
   * @throws BadHistoryException if a completion has no invocation, a process has two operations
   *     open, a completion names another key or function, or an operation is not one of the
   *     model's
   */
  public static List<KeyHistory> byKey(History history, Model model) {
    return new Calls(model).pair(history);
  }

  /**
   * The calls of all keys, as they were invoked: nearly the order in which they took effect, so
   * that it is cheap to sort by that.
   *
   * @param entries of the history
   */
  public static List<Call> inOrder(List<KeyHistory> keys, int entries) {
    Call[] byStart = new Call[entries];
    keys.forEach(key -> key.calls().forEach(call -> byStart[call.start()] = call));
    List<Call> calls = new ArrayList<>(entries / 2 + 1);
    for (Call call : byStart) {
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  private List<KeyHistory> pair(History history) {
    List<Op> ops = history.ops();
    slots = new Call[ops.size()];
    for (int rank = 0; rank < ops.size(); rank++) {
      Op op = ops.get(rank);
      if (!op.byClient()) {
        continue;
      }
      if (op.type() == OpType.INVOKE) {
        Open before = open.put(op.process(), new Open(op, rank));
        if (before != null) {
          throw new BadHistoryException("operation " + op.index() + ": process " + op.process()
              + " invokes while its operation " + before.invocation().index() + " is still open");
        }
      } else {
        Open begun = open.remove(op.process());
        if (begun == null) {
          throw new BadHistoryException("operation " + op.index() + ": a completion of process "
              + op.process() + " that had invoked nothing; is the beginning of the file missing?");
        }
        sameOperation(begun.invocation(), op);
        add(begun, op, op.type() == OpType.INFO ? Call.NEVER : rank);
      }
    }
    open.values().forEach(begun -> add(begun, null, Call.NEVER));
    for (Call call : slots) {
      if (call != null) {
        byKey.get(call.key()).calls().add(call);
      }
    }
    return List.copyOf(byKey.values());
  }

  private static void sameOperation(Op invocation, Op completion) {
    boolean sameKey = completion.key() == null || completion.key().equals(invocation.key());
    if (!sameKey || !Objects.equals(invocation.f(), completion.f())) {
      throw new BadHistoryException("operation " + completion.index() + " completes another :f or "
          + "key than process " + invocation.process() + " invoked in operation "
          + invocation.index());
    }
  }

  private void add(Open begun, Op completion, int end) {
    Op invocation = begun.invocation();
    KeyHistory of = byKey.computeIfAbsent(invocation.key(),
        key -> new KeyHistory(key, model, new ArrayList<>(), new ArrayList<>()));
    Optional<Action> action = model.action(invocation, completion);
    if (action.isPresent()) {
      slots[begun.start()] = new Call(invocation, completion, action.get(), begun.start(), end);
    } else if (completion != null && completion.type() == OpType.FAIL) {
      Action attempted = model.attempted(invocation);
      if (attempted != null) {
        of.refused().add(new Call(invocation, completion, attempted, begun.start(), end));
      }
    }
  }
}
