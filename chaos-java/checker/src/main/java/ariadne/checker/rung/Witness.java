package ariadne.checker.rung;

import ariadne.checker.model.Call;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rung 1: believes the servers' positions just long enough to check them. A pass is a
 * linearization, whoever proposed it; a failure proves nothing about the clients' view. O(n log
 * n).
 */
public final class Witness {

  /** What came of it. */
  public sealed interface Answer {
    /** The claimed order is a linearization of the whole history. */
    record Passed() implements Answer {}

    /** The claimed order is none; {@code words} says where. */
    record Failed(String words, Certificate.Flaw flaw) implements Answer {}

    /** There is no claimed order; {@code words} says why. */
    record NotMine(String words) implements Answer {}
  }

  // Reads of one height commute; by invocation is the order that fits if any does.
  private static final Comparator<Call> BY_POSITION =
      Comparator.comparing(Call::position).thenComparingInt(Call::start);

  private Witness() {}

  /** Judges the calls of all keys together. */
  public static Answer check(Model model, List<Call> calls) {
    List<Call> order = new ArrayList<>(calls.size());
    int without = 0;
    for (Call call : calls) {
      if (call.position() != null) {
        order.add(call);
      } else if (call.certain()) {
        without++;
      }
    }
    if (without > 0 || order.isEmpty()) {
      return new Answer.NotMine(order.isEmpty()
          ? "no operation says where in the chain it took effect"
          : without + " operations do not say where in the chain they took effect");
    }
    order.sort(BY_POSITION);
    Optional<Certificate.Flaw> flaw = Certificate.flaw(model, calls, order);
    return flaw.isEmpty() ? new Answer.Passed() : new Answer.Failed(words(flaw.get()), flaw.get());
  }

  private static String words(Certificate.Flaw flaw) {
    String detail = switch (flaw) {
      case Certificate.Flaw.Late late -> at(late.call()) + " stands after " + at(late.earlier())
          + ", but had returned " + Words.span(late.call(), late.earlier())
          + "before that one began";
      case Certificate.Flaw.Impossible no -> at(no.call())
          + " cannot be: at that place the claimed order leaves " + Words.value(no.state());
      case Certificate.Flaw.Miscounted bad -> at(bad.call()) + " is counted wrongly";
    };
    return "the order that the servers claim is not a linearization: " + detail;
  }

  private static String at(Call call) {
    String key = call.key() == null ? "" : " on key " + Words.value(call.key());
    return Words.call(call) + key + " at " + call.position();
  }
}
