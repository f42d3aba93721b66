package ariadne.checker.search;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One key's history in arrays. Operations from 0 to {@link #certain} are the calls that happened,
 * by invocation; from there on each operation is a <em>class</em> of calls of unknown outcome that
 * do the same thing: they differ only in when they began, so the one that began first is always
 * used first.
 */
final class Problem {
  final int certain;
  final int classes;
  final int[] start;
  final int[] end;
  final boolean[] looksOnly;
  /** The members of each class by invocation, as ranks of their beginnings. */
  final int[][] memberStart;

  private final List<Call> calls = new ArrayList<>();
  private final List<List<Call>> members;
  private final List<Action> actions = new ArrayList<>();
  private final Model model;

  Problem(KeyHistory history) {
    model = history.model();
    Map<Action, List<Call>> unknown = new LinkedHashMap<>();
    Set<Object> useful = useful(history);
    List<Call> ordered = new ArrayList<>(history.calls());
    ordered.sort(Comparator.comparingInt(Call::start));
    for (Call call : ordered) {
      if (call.certain()) {
        calls.add(call);
        actions.add(call.action());
      } else if (!call.action().looksOnly() && useful.contains(effect(call.action()))) {
        unknown.computeIfAbsent(call.action(), a -> new ArrayList<>()).add(call);
      }
    }
    certain = calls.size();
    classes = unknown.size();
    members = List.copyOf(unknown.values());
    actions.addAll(unknown.keySet());
    start = calls.stream().mapToInt(Call::start).toArray();
    end = calls.stream().mapToInt(Call::end).toArray();
    looksOnly = new boolean[actions.size()];
    for (int op = 0; op < looksOnly.length; op++) {
      looksOnly[op] = actions.get(op).looksOnly();
    }
    memberStart = members.stream()
        .map(list -> list.stream().mapToInt(Call::start).toArray())
        .toArray(int[][]::new);
  }

  private static final Object NIL = new Object();

  private static Object effect(Action action) {
    Object left = switch (action) {
      case Action.Write w -> w.value();
      case Action.Cas c -> c.value();
      case Action.Add a -> a.element();
      default -> throw new IllegalArgumentException("no update");
    };
    return left == null ? NIL : left;
  }

  /**
   * What some client saw or needed: an unknown update that leaves anything else explains nothing.
   */
  private static Set<Object> useful(KeyHistory history) {
    Set<Object> useful = new HashSet<>();
    for (Call call : history.calls()) {
      switch (call.action()) {
        case Action.ReadSet r -> useful.addAll(r.elements());
        case Action.Add a -> { }
        case Action.Write w -> { }
        default -> useful.add(Words.found(call) == null ? NIL : Words.found(call));
      }
    }
    return useful;
  }

  Automaton automaton(Memory memory) {
    return model == Model.SET
        ? new SetAutomaton(actions, memory)
        : new RegisterAutomaton(actions);
  }

  /** The calls behind a sequence of operations. */
  List<Call> order(int[] operations, int count) {
    List<Call> order = new ArrayList<>(count);
    int[] used = new int[classes];
    for (int i = 0; i < count; i++) {
      int op = operations[i];
      order.add(op < certain
          ? calls.get(op)
          : members.get(op - certain).get(used[op - certain]++));
    }
    return order;
  }
}
