package ariadne.checker;

import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many client operations ended how, in all and by function, as Jepsen's {@code stats} counts;
 * an operation without a completion counts as info.
 */
public record Stats(Count all, Map<String, Count> byF) {

  /** Numbers of operations by outcome. */
  public record Count(long ok, long fail, long info) {
    /** All of them. */
    public long total() {
      return ok + fail + info;
    }

    private Count plus(OpType type, long number) {
      return switch (type) {
        case OK -> new Count(ok + number, fail, info);
        case FAIL -> new Count(ok, fail + number, info);
        default -> new Count(ok, fail, info + number);
      };
    }
  }

  /** The counts of a history; what the nemesis did is not counted. */
  public static Stats of(History history) {
    Map<String, Map<OpType, Long>> numbers = new TreeMap<>();
    for (Op op : history.ops()) {
      if (op.byClient()) {
        numbers.computeIfAbsent(op.f(), f -> new EnumMap<>(OpType.class))
            .merge(op.type(), 1L, Long::sum);
      }
    }
    Count all = new Count(0, 0, 0);
    Map<String, Count> byF = new TreeMap<>();
    for (Map.Entry<String, Map<OpType, Long>> entry : numbers.entrySet()) {
      Map<OpType, Long> n = entry.getValue();
      long ok = n.getOrDefault(OpType.OK, 0L);
      long fail = n.getOrDefault(OpType.FAIL, 0L);
      long info = n.getOrDefault(OpType.INVOKE, 0L) - ok - fail;
      byF.put(entry.getKey(), new Count(ok, fail, info));
      all = all.plus(OpType.OK, ok).plus(OpType.FAIL, fail).plus(OpType.INFO, info);
    }
    return new Stats(all, byF);
  }

  /** What keeps a verdict of valid from meaning something, as a clause; empty if nothing does. */
  String tooLittle(long leastOkPerKind) {
    if (byF.isEmpty()) {
      return "no client did anything";
    }
    for (Map.Entry<String, Count> entry : byF.entrySet()) {
      long ok = entry.getValue().ok();
      if (ok < leastOkPerKind) {
        return "of " + entry.getValue().total() + " operations of kind " + entry.getKey()
            + " only "
            + ok + " succeeded, too few to conclude anything";
      }
    }
    return "";
  }
}
