package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import ariadne.checker.verdict.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rung 2: a register with compare-and-set whose written values are unique, exact in O(n log n).
 *
 * <p>Reads-from is a function then. Gibbons and Korach, <i>Testing Shared Memories</i> (SIAM J.
 * Comput. 1997), sort the zones of a value's operations. A compare-and-set directly follows the
 * writer of what it expected, so here a zone belongs to a chain of values, whose inner order is
 * forced. Block A has to precede B iff {@code f(A) < s(B)}, f the least return and s the greatest
 * invocation; the shortest cycle of that relation is a pair, hence at most four operations explain
 * it.
 */
@SuppressWarnings("ReferenceEquality") // a call is itself, not one like it
public final class Zones {
  /** When the register got its first value: before everything. */
  private static final int BEGINNING = Integer.MIN_VALUE;

  private KeyHistory history;
  private final Map<Object, Call> writers = new HashMap<>();
  private final Map<Object, Call> successors = new HashMap<>();
  private final Map<Object, List<Call>> looks = new LinkedHashMap<>();
  private final Set<Object> visited = new HashSet<>();
  private Verdict verdict;

  /** A chain of values in its forced order, with its zone. */
  record Block(List<Call> calls, int firstReturn, int lastInvocation) {
    boolean initial() {
      return firstReturn == BEGINNING;
    }

    boolean forward() {
      return firstReturn < lastInvocation;
    }

    int low() {
      return Math.min(firstReturn, lastInvocation);
    }
  }

  private Zones(KeyHistory history) {
    this.history = history;
  }

  /** Judges one key; unknown if it is not a register or a value may have been written twice. */
  public static Verdict check(KeyHistory history) {
    if (history.model() == Model.SET) {
      return new Verdict.Unknown("zones are for registers");
    }
    Zones zones = new Zones(history);
    zones.readsFrom();
    if (zones.verdict == null) {
      zones.dropUnproven();
      zones.chain();
    }
    return zones.verdict == null ? zones.judge() : zones.verdict;
  }

  /** Finds the writer of each value; of unknown outcome only those whose value was observed. */
  private void readsFrom() {
    Map<Object, List<Call>> perhaps = new HashMap<>();
    Deque<Object> needed = new ArrayDeque<>();
    for (Call call : history.calls()) {
      if (call.action().looksOnly()) {
        looks.computeIfAbsent(Words.found(call), v -> new ArrayList<>()).add(call);
        needed.add(key(Words.found(call)));
      } else if (!call.certain()) {
        perhaps.computeIfAbsent(Words.left(call), v -> new ArrayList<>()).add(call);
      } else if (Words.left(call) == null || writers.put(Words.left(call), call) != null) {
        repeats(Words.left(call));
        return;
      }
    }
    for (Call writer : writers.values()) {
      if (writer.action() instanceof Action.Cas cas) {
        needed.add(key(cas.expected()));
      }
    }
    Set<Object> done = new HashSet<>();
    while (!needed.isEmpty()) {
      Object value = unkey(needed.poll());
      if (!done.add(value)) {
        continue;
      }
      List<Call> candidates = perhaps.getOrDefault(value, List.of());
      if (candidates.isEmpty()) {
        continue;
      }
      if (value == null || candidates.size() > 1 || writers.containsKey(value)) {
        repeats(value);
        return;
      }
      writers.put(value, candidates.get(0));
      if (candidates.get(0).action() instanceof Action.Cas cas) {
        needed.add(key(cas.expected()));
      }
    }
  }

  /** What nobody observed refutes nothing, and proves nothing either. */
  private void dropUnproven() {
    history = history.with(history.calls().stream()
        .filter(call -> call.certain() || writers.get(Words.left(call)) == call).toList());
  }

  private static final Object NIL = new Object();

  private static Object key(Object value) {
    return value == null ? NIL : value;
  }

  private static Object unkey(Object value) {
    return value == NIL ? null : value;
  }

  private void repeats(Object value) {
    verdict = new Verdict.Unknown(value == null
        ? "nil was written, which is also what the register begins with"
        : "the value " + Words.value(value) + " may have been written more than once");
  }

  /**
   * Refutes what is wrong at once, and links each value to the compare-and-set that replaced it.
   */
  private void chain() {
    for (Map.Entry<Object, List<Call>> entry : looks.entrySet()) {
      for (Call look : entry.getValue()) {
        if (look.action() instanceof Action.Refused refused
            && Objects.equals(refused.expected(), refused.seen())) {
          verdict = invalid(ZoneWords.wrongRefusal(history, look));
          return;
        }
      }
      if (entry.getKey() != null && !writers.containsKey(entry.getKey())) {
        verdict = invalid(ZoneWords.fromNowhere(history, entry.getValue().get(0)));
        return;
      }
    }
    for (Call call : history.calls()) {
      if (!(call.action() instanceof Action.Cas cas) || writers.get(cas.value()) != call) {
        continue;
      }
      if (cas.expected() != null && !writers.containsKey(cas.expected())) {
        verdict = invalid(ZoneWords.fromNowhere(history, call));
        return;
      }
      Call other = successors.put(cas.expected(), call);
      if (other != null) {
        verdict = invalid(ZoneWords.lostUpdate(history, other, call));
        return;
      }
    }
  }

  private Verdict judge() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(block(null, null));
    for (Call call : history.calls()) {
      if (call.action() instanceof Action.Write write && writers.get(write.value()) == call) {
        blocks.add(block(write.value(), call));
      }
    }
    for (Call call : history.calls()) {
      if (call.action() instanceof Action.Cas cas && writers.get(cas.value()) == call
          && !visited.contains(cas.value())) {
        return invalid(ZoneWords.cycle(history, cycle(call)));
      }
    }
    for (Block block : blocks) {
      var flaw = Certificate.late(block.calls());
      if (flaw.isPresent()) {
        var late = (Certificate.Flaw.Late) flaw.get();
        return invalid(ZoneWords.inner(history, block.calls(), late.earlier(), late.call()));
      }
    }
    blocks.sort(Comparator.comparingInt(Block::low));
    return overlap(blocks);
  }

  /**
   * The block that grows from {@code value}, put there by {@code writer}; null at the beginning.
   */
  private Block block(Object value, Call writer) {
    List<Call> calls = new ArrayList<>();
    Object current = value;
    Call by = writer;
    while (true) {
      visited.add(current);
      if (by != null) {
        calls.add(by);
      }
      // Already in order of invocation, which is the order that fits if any does.
      calls.addAll(looks.getOrDefault(current, List.of()));
      by = successors.get(current);
      if (by == null) {
        break;
      }
      current = Words.left(by);
    }
    int firstReturn = writer == null ? BEGINNING : Call.NEVER;
    int lastInvocation = BEGINNING;
    for (Call call : calls) {
      firstReturn = Math.min(firstReturn, call.end());
      lastInvocation = Math.max(lastInvocation, call.start());
    }
    return new Block(calls, firstReturn, lastInvocation);
  }

  private List<Call> cycle(Call from) {
    List<Call> round = new ArrayList<>();
    Call at = from;
    do {
      round.add(at);
      at = writers.get(Words.found(at));
    } while (at != from);
    return round;
  }

  /** Looks for two blocks that each have to precede the other; blocks come by low end. */
  private Verdict overlap(List<Block> blocks) {
    Block widest = null;
    List<Call> order = new ArrayList<>();
    for (Block block : blocks) {
      if (widest != null && widest.firstReturn() < block.lastInvocation()
          && block.firstReturn() < widest.lastInvocation()) {
        return invalid(ZoneWords.pair(history, widest, block));
      }
      if (block.forward()
          && (widest == null || block.lastInvocation() > widest.lastInvocation())) {
        widest = block;
      }
      order.addAll(block.calls());
    }
    return Certificate.flaw(history.model(), history.calls(), order).isEmpty()
        ? new Verdict.Valid()
        : new Verdict.Unknown("zones found no contradiction and no order: report this as a bug");
  }

  private static Verdict invalid(Counterexample counterexample) {
    return new Verdict.Invalid(counterexample);
  }
}
