package ariadne.checker.rung;

import ariadne.checker.model.Action;
import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Counterexample.Kind;
import ariadne.checker.verdict.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts into words what zones found. */
@SuppressWarnings("ReferenceEquality") // a call is itself, not one like it
final class ZoneWords {

  private ZoneWords() {}

  static Counterexample wrongRefusal(KeyHistory history, Call refused) {
    Object met = Words.found(refused);
    return of(history, Kind.WRONG_REFUSAL, "cas of " + Words.value(met) + " by process "
        + refused.invocation().process() + " failed, although the value it met was just the one "
        + "it expected, " + Words.value(met) + ".", List.of(refused));
  }

  static Counterexample fromNowhere(KeyHistory history, Call look) {
    Object value = Words.found(look);
    for (Call failed : history.refused()) {
      if (Words.writes(failed, value)) {
        return of(history, Kind.VALUE_FROM_NOWHERE, Words.look(look) + "; but the only "
            + Words.call(failed) + " was refused, so it must never have happened.",
            List.of(failed, look));
      }
    }
    return of(history, Kind.VALUE_FROM_NOWHERE,
        Words.look(look) + "; but nobody ever wrote " + Words.value(value) + ".", List.of(look));
  }

  static Counterexample lostUpdate(KeyHistory history, Call one, Call other) {
    Object value = Words.found(one);
    String once = value == null ? "the key was absent only once" : "that value was written once";
    return of(history, Kind.LOST_UPDATE, Words.call(one) + " and " + Words.call(other)
        + (one.certain() && other.certain() ? " both succeeded" : " both took effect")
        + "; but " + once + " and only one can have replaced it: an update is lost.",
        List.of(one, other));
  }

  static Counterexample cycle(KeyHistory history, List<Call> round) {
    List<String> parts = round.stream().map(Words::call).toList();
    return of(history, Kind.CYCLE, String.join(", ", parts) + " all took effect; but each needs "
        + "the value that another of them wrote, so none can have been first.", round);
  }

  /** Inside one chain of values {@code late} had returned before {@code earlier} began. */
  static Counterexample inner(KeyHistory history, List<Call> block, Call earlier, Call late) {
    if (Words.writes(earlier, Words.found(late)) && !(late.action() instanceof Action.Write)) {
      return of(history, Kind.READ_BEFORE_WRITE, Words.look(late) + "; but that was "
          + Words.span(late, earlier) + "before the " + Words.call(earlier) + " began.",
          List.of(late, earlier));
    }
    if (earlier.action().looksOnly()) {
      Object stale = Words.found(earlier);
      // Whoever replaced it may have returned later than what was seen after it.
      Call replaced = block.stream()
          .filter(c -> c.action() instanceof Action.Cas cas
              && Objects.equals(cas.expected(), stale))
          .findFirst().orElseThrow();
      return of(history, Kind.STALE_READ, replacedWords(earlier, late, replaced),
          List.of(late, replaced, earlier));
    }
    return of(history, Kind.ORDER, Words.call(late) + " builds on what " + Words.call(earlier)
        + " left; but it had returned " + Words.span(late, earlier) + "before that one began.",
        between(block, earlier, late));
  }

  private static String replacedWords(Call stale, Call proof, Call replaced) {
    String by = replaced.invocation().process().toString();
    String what = stale.action() instanceof Action.Refused
        ? "that failed cas" : "that read";
    String replacedWith = Words.look(stale) + "; but process " + by + " had replaced it with "
        + Words.value(Words.left(replaced));
    return proof == replaced
        ? replacedWith + ", acknowledged " + Words.span(replaced, stale) + "before " + what
            + " began."
        : replacedWith + ", which shows in that " + Words.call(proof) + " returned "
            + Words.span(proof, stale) + "before " + what + " began.";
  }

  private static List<Call> between(List<Call> block, Call earlier, Call late) {
    List<Call> part = new ArrayList<>();
    for (Call call : block.subList(block.indexOf(earlier), block.indexOf(late) + 1)) {
      if (call == earlier || call == late || !call.action().looksOnly()) {
        part.add(call);
      }
    }
    return part;
  }

  /** Two chains of values that each have to precede the other. */
  static Counterexample pair(KeyHistory history, Zones.Block one, Zones.Block two) {
    Call oneReturned = firstReturned(one);
    Call oneInvoked = lastInvoked(one);
    Call twoReturned = firstReturned(two);
    Call twoInvoked = lastInvoked(two);
    Set<Call> operations = new LinkedHashSet<>(
        Arrays.asList(oneReturned, twoInvoked, twoReturned, oneInvoked));
    operations.remove(null);
    if (oneInvoked.action().looksOnly()) {
      return stale(history, oneInvoked, twoReturned, oneReturned, twoInvoked, operations);
    }
    if (twoInvoked.action().looksOnly() && oneReturned != null) {
      return stale(history, twoInvoked, oneReturned, twoReturned, oneInvoked, operations);
    }
    if (oneReturned == null) {
      return of(history, Kind.ORDER, Words.call(oneInvoked) + " needs that the key was absent "
          + "until then; but " + Words.call(twoReturned) + " was over "
          + Words.span(twoReturned, oneInvoked) + "before it began.", operations);
    }
    return of(history, Kind.ORDER, Words.call(oneReturned) + " was over "
        + Words.span(oneReturned, twoInvoked) + "before " + Words.call(twoInvoked) + " began, and "
        + Words.call(twoReturned) + " was over " + Words.span(twoReturned, oneInvoked) + "before "
        + Words.call(oneInvoked) + " began; but " + values(oneReturned, oneInvoked)
        + " stood there in one piece and so did " + values(twoReturned, twoInvoked)
        + ": neither can have come first.", operations);
  }

  /**
   * {@code look} saw a value of a chain that began before {@code newer}'s: {@code before} (null at
   * the beginning) had returned when {@code after} was invoked.
   */
  private static Counterexample stale(KeyHistory history, Call look, Call newer, Call before,
      Call after, Collection<Call> operations) {
    String what = look.action() instanceof Action.Refused ? "that failed cas" : "that read";
    String process = newer.invocation().process().toString();
    String value = Words.value(Words.left(newer));
    boolean wrote = !newer.action().looksOnly();
    StringBuilder words = new StringBuilder(Words.look(look)).append("; but process ")
        .append(process);
    if (before == null) {
      words.append(wrote ? " had written " : " had already seen ").append(value);
    } else {
      words.append(wrote ? " had replaced it with " : " had already seen its successor ")
          .append(value);
    }
    words.append(wrote ? ", acknowledged " : ", answered ").append(Words.span(newer, look))
        .append("before ").append(what).append(" began");
    boolean plain = before == null || after == newer && Words.writes(before, Words.found(look));
    if (!plain) {
      words.append(" (and ").append(Words.value(Words.left(before)))
          .append(" came first: ").append(Words.call(before)).append(" was over ")
          .append(Words.span(before, after)).append("before ").append(Words.call(after))
          .append(" began)");
    }
    return of(history, Kind.STALE_READ, words.append(".").toString(), operations);
  }

  private static String values(Call one, Call other) {
    String first = Words.value(Words.left(one));
    String second = Words.value(Words.left(other));
    return first.equals(second) ? first : first + " to " + second;
  }

  private static Call firstReturned(Zones.Block block) {
    return block.initial() ? null
        : block.calls().stream().min(Comparator.comparingInt(Call::end)).orElseThrow();
  }

  private static Call lastInvoked(Zones.Block block) {
    return block.calls().stream().max(Comparator.comparingInt(Call::start)).orElseThrow();
  }

  /** By what we know that the operations of unknown outcome took effect. */
  private static List<Call> observers(KeyHistory history, Collection<Call> operations) {
    List<Call> found = new ArrayList<>();
    Deque<Call> unproven = new ArrayDeque<>();
    operations.stream().filter(call -> !call.certain()).forEach(unproven::add);
    while (!unproven.isEmpty()) {
      Call unknown = unproven.poll();
      Object value = Words.left(unknown);
      Predicate<Call> observes = call -> !(call.action() instanceof Action.Write)
          && Objects.equals(Words.found(call), value);
      if (operations.stream().noneMatch(observes)) {
        history.calls().stream().filter(observes)
            .min(Comparator.comparing((Call call) -> !call.certain())
                .thenComparingInt(Call::end))
            .filter(observer -> !found.contains(observer))
            .ifPresent(observer -> {
              found.add(observer);
              if (!observer.certain()) {
                unproven.add(observer);
              }
            });
      }
    }
    return found;
  }

  private static Counterexample of(KeyHistory history, Kind kind, String words,
      Collection<Call> operations) {
    List<Call> observers = observers(history, operations);
    List<Call> ordered = Stream.concat(operations.stream(), observers.stream())
        .distinct().sorted(Comparator.comparingInt(Call::start)).toList();
    return new Counterexample(history.key(), kind, Words.sentence(history, words), ordered);
  }
}
