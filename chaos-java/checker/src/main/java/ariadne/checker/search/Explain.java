package ariadne.checker.search;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.rung.SetOrder;
import ariadne.checker.rung.Zones;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Verdict;
import ariadne.checker.verdict.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Shrinks a key's history that the search refuted, and says what is wrong with it. */
@SuppressWarnings("ReferenceEquality") // a call is itself, not one like it
public final class Explain {
  private static final int LISTED = 6;

  private final KeyHistory part;
  private final boolean anyBeginning;

  private Explain(Shrink.Part shrunk) {
    part = shrunk.history();
    anyBeginning = shrunk.anyBeginning();
  }

  /**
   * A counterexample for a history known to be illegal.
   *
   * @param memoryBytes bound for the searches that shrinking needs
   * @param timeIsUp when to be content with what there is
   */
  public static Counterexample illegal(KeyHistory history, long memoryBytes,
      BooleanSupplier timeIsUp) {
    Shrink.Part shrunk =
        Shrink.of(history, part -> invalid(part, memoryBytes, timeIsUp), timeIsUp);
    if (!shrunk.anyBeginning() && quick(shrunk.history()) instanceof Verdict.Invalid invalid) {
      return invalid.counterexample();
    }
    return new Explain(shrunk).words();
  }

  private static Verdict quick(KeyHistory history) {
    return history.model() == Model.SET ? SetOrder.check(history) : Zones.check(history);
  }

  private static boolean invalid(KeyHistory history, long memoryBytes, BooleanSupplier timeIsUp) {
    return switch (quick(history)) {
      case Verdict.Invalid i -> true;
      case Verdict.Valid v -> false;
      case Verdict.Unknown u -> Competition.run(history, memoryBytes, timeIsUp)
          instanceof Competition.Answer.Illegal;
    };
  }

  private Counterexample words() {
    Call culprit = Shrink.culprit(part);
    if (part.model() == Model.SET) {
      return set(culprit);
    }
    Object found = Words.found(culprit);
    List<Call> writers = part.calls().stream().filter(call -> Words.writes(call, found)).toList();
    boolean everHeld = !writers.isEmpty() || anyBeginning || found == null;
    if (!everHeld) {
      return of(Kind.VALUE_FROM_NOWHERE,
          Words.look(culprit) + "; but nobody had written " + Words.value(found) + ".");
    }
    Optional<Call> replaced = part.calls().stream()
        .filter(call -> !call.action().looksOnly() && call.end() < culprit.start())
        .filter(call -> !Objects.equals(Words.left(call), found))
        .filter(call -> writers.stream().allMatch(w -> w.end() < call.start()))
        .max(Comparator.comparingInt(Call::start));
    if (replaced.isPresent()) {
      Call by = replaced.get();
      return of(Kind.STALE_READ, Words.look(culprit) + "; but process "
          + by.invocation().process() + " had replaced it with " + Words.value(Words.left(by))
          + ", acknowledged " + Words.span(by, culprit) + "before that began, and nobody wrote "
          + Words.value(found) + " again.");
    }
    return noOrder(culprit, Words.look(culprit));
  }

  private Counterexample set(Call culprit) {
    if (!(culprit.action() instanceof Action.ReadSet read)) {
      return noOrder(culprit, Words.call(culprit));
    }
    for (Call call : part.calls()) {
      if (call.end() >= culprit.start()) {
        continue;
      }
      if (call.action() instanceof Action.Add add && !read.elements().contains(add.element())) {
        return of(Kind.LOST_ELEMENT, Words.call(culprit) + " lacks element "
            + Words.value(add.element()) + "; but process " + call.invocation().process()
            + " had added it, acknowledged " + Words.span(call, culprit)
            + "before that read began.");
      }
      if (call.action() instanceof Action.ReadSet before) {
        for (Object element : before.elements()) {
          if (!read.elements().contains(element)) {
            return of(Kind.VANISHED_ELEMENT, Words.call(call) + " has element "
                + Words.value(element) + "; but the " + Words.call(culprit) + ", begun "
                + Words.span(call, culprit) + "after that one had returned, lacks it.");
          }
        }
      }
    }
    for (Object element : read.elements()) {
      if (part.calls().stream().noneMatch(call -> call.action() instanceof Action.Add add
          && add.element().equals(element))) {
        return of(Kind.VALUE_FROM_NOWHERE, Words.call(culprit) + " has element "
            + Words.value(element) + "; but nobody had added it.");
      }
    }
    return noOrder(culprit, Words.call(culprit) + " returned "
        + Words.value(read.elements()));
  }

  private Counterexample noOrder(Call culprit, String what) {
    List<Call> others = part.calls().stream().filter(call -> call != culprit).toList();
    String list = others.stream().limit(LISTED).map(Words::call)
        .collect(Collectors.joining(", "));
    String more = others.size() > LISTED ? " and " + (others.size() - LISTED) + " more" : "";
    String around = others.isEmpty() ? "" : " (" + list + more + ")";
    return of(Kind.ORDER, what + "; but no order of the operations around it" + around
        + " that keeps to their times allows that"
        + (anyBeginning ? ", whatever the key held before them." : "."));
  }

  private Counterexample of(Kind kind, String words) {
    return new Counterexample(part.key(), kind, Words.sentence(part, words), part.calls());
  }
}
