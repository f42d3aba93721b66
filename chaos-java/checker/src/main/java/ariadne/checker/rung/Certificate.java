package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.Model;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Re-checks a claimed linearization in one walk. What passes here is a proof, whoever claimed it.
 */
@SuppressWarnings("ReferenceEquality") // a call is itself, not one like it
public final class Certificate {

  /**
   * Why an order is no linearization; {@code earlier} is null when {@code call} alone is wrong.
   */
  public sealed interface Flaw {
    /** The call at which the walk failed. */
    Call call();

    /** {@code call} had returned before {@code earlier} began, yet is placed after it. */
    record Late(Call earlier, Call call) implements Flaw {}

    /** {@code call} cannot have seen what it saw when the state was {@code state}. */
    record Impossible(Call call, Object state) implements Flaw {}

    /** {@code call} stands in the order twice, or certainly happened and is missing. */
    record Miscounted(Call call) implements Flaw {}
  }

  private Certificate() {}

  /**
   * The first flaw of {@code order} as a linearization of {@code calls}, empty if it is one. Calls
   * of unknown outcome may be missing; several keys may be mixed.
   */
  public static Optional<Flaw> flaw(Model model, Collection<Call> calls, List<Call> order) {
    Placed placed = new Placed(order.size());
    for (Call call : order) {
      if (!placed.add(call)) {
        return Optional.of(new Flaw.Miscounted(call));
      }
    }
    for (Call call : calls) {
      if (call.certain() && !placed.has(call)) {
        return Optional.of(new Flaw.Miscounted(call));
      }
    }
    return late(order).or(() -> replay(model, order));
  }

  /**
   * The first call in {@code order} that returned before one placed ahead of it was invoked.
   * Taking each at {@code p = max(p, invoke)} is the earliest moment that keeps the order.
   */
  public static Optional<Flaw> late(List<Call> order) {
    Call latest = null;
    for (Call call : order) {
      if (latest == null || call.start() > latest.start()) {
        latest = call;
      }
      if (latest.start() > call.end()) {
        return Optional.of(new Flaw.Late(latest, call));
      }
    }
    return Optional.empty();
  }

  /** Calls by identity. Where each started tells them apart, so that no identity hash is made. */
  private static final class Placed {
    private static final int SPREAD = 0x9e3779b9;

    private final Call[] table;
    private final int shift;

    Placed(int size) {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * size + 1);
      table = new Call[1 << bits];
      shift = Integer.SIZE - bits;
    }

    private int place(Call call) {
      int at = call.start() * SPREAD >>> shift;
      while (table[at] != null && table[at] != call) {
        at = at + 1 & table.length - 1;
      }
      return at;
    }

    boolean add(Call call) {
      int at = place(call);
      boolean news = table[at] == null;
      table[at] = call;
      return news;
    }

    boolean has(Call call) {
      return table[place(call)] != null;
    }
  }

  private static final class State {
    private Object value;

    State(Object value) {
      this.value = value;
    }
  }

  private static Optional<Flaw> replay(Model model, List<Call> order) {
    Map<Object, State> states = new HashMap<>();
    for (Call call : order) {
      State state = states.computeIfAbsent(call.key(), key -> new State(model.initial()));
      Object before = state.value;
      Object after = Model.step(before, call.action());
      if (after == Model.IMPOSSIBLE) {
        // An unknown compare-and-set that would not have matched is one that changed nothing.
        if (call.action() instanceof Action.Cas && !call.certain()) {
          continue;
        }
        return Optional.of(new Flaw.Impossible(call, before));
      }
      state.value = after;
    }
    return Optional.empty();
  }
}
