package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.Model;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    Set<Call> placed = Collections.newSetFromMap(new IdentityHashMap<>(order.size()));
    for (Call call : order) {
      if (!placed.add(call)) {
        return Optional.of(new Flaw.Miscounted(call));
      }
    }
    for (Call call : calls) {
      if (call.certain() && !placed.remove(call)) {
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

  private static Optional<Flaw> replay(Model model, List<Call> order) {
    Map<Object, Object> states = new HashMap<>();
    for (Call call : order) {
      Object before = states.containsKey(call.key()) ? states.get(call.key()) : model.initial();
      Object after = Model.step(before, call.action());
      if (after == Model.IMPOSSIBLE) {
        // An unknown compare-and-set that would not have matched is one that changed nothing.
        if (call.action() instanceof Action.Cas && !call.certain()) {
          continue;
        }
        return Optional.of(new Flaw.Impossible(call, before));
      }
      states.put(call.key(), after);
    }
    return Optional.empty();
  }
}
