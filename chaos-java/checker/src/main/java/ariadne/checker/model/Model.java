package ariadne.checker.model;

import ariadne.checker.history.BadHistoryException;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What each key is. Registers begin as nil, sets empty. */
public enum Model {
  /** {@code :read} v, {@code :write} v. */
  REGISTER(List.of("read", "write")),
  /** A register with {@code :cas [expected new]}. */
  CAS_REGISTER(List.of("read", "write", "cas")),
  /** {@code :add} element, {@code :read} all elements, as a set, list or vector. */
  SET(List.of("add", "read"));

  private final List<String> functions;

  Model(List<String> functions) {
    this.functions = functions;
  }

  /** The name as on a command line: {@code cas-register}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The model called {@code word}.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static Model named(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model is called " + word
            + "; there are " + Arrays.stream(values()).map(Model::word).toList()));
  }

  /** The state before the first operation. */
  public Object initial() {
    return this == SET ? new HashSet<>() : null;
  }

  /**
   * What a call did, empty if it has no bearing on the verdict.
   *
   * @param completion null if there is none
   * @throws BadHistoryException if the model has no such operation
   */
  Optional<Action> action(Op invocation, Op completion) {
    if (!functions.contains(invocation.f())) {
      throw new BadHistoryException("operation " + invocation.index() + ": :" + invocation.f()
          + " is not an operation of the model " + word() + ", which has " + functions);
    }
    OpType outcome = completion == null ? OpType.INFO : completion.type();
    return Optional.ofNullable(switch (invocation.f()) {
      case "read" -> outcome == OpType.OK ? read(completion) : null;
      case "write" -> outcome == OpType.FAIL ? null : new Action.Write(invocation.value());
      case "add" -> outcome == OpType.FAIL ? null : new Action.Add(invocation.value());
      default -> cas(invocation, completion, outcome);
    });
  }

  /** The action of an update that failed, had it happened. */
  Action attempted(Op invocation) {
    return switch (invocation.f()) {
      case "write" -> new Action.Write(invocation.value());
      case "add" -> new Action.Add(invocation.value());
      case "cas" -> cas(invocation, null, OpType.INFO);
      default -> null;
    };
  }

  private Action read(Op completion) {
    if (this != SET) {
      return new Action.Read(completion.value());
    }
    return switch (completion.value()) {
      case null -> new Action.ReadSet(Set.of());
      // Not copied: a test's reads of one large set are most of its history.
      case Set<?> elements -> new Action.ReadSet(Collections.unmodifiableSet(elements));
      case Collection<?> elements -> new Action.ReadSet(new HashSet<>(elements));
      default -> throw new BadHistoryException("operation " + completion.index()
          + ": a read of a set returned something that is no set, list or vector");
    };
  }

  private static Action cas(Op invocation, Op completion, OpType outcome) {
    if (!(invocation.value() instanceof List<?> pair) || pair.size() != 2) {
      throw new BadHistoryException("operation " + invocation.index()
          + ": the value of a :cas must be [expected new]");
    }
    if (outcome == OpType.FAIL) {
      return completion.seen() == null || completion.error() != null
          ? null
          : new Action.Refused(pair.get(0), completion.seen().value());
    }
    return new Action.Cas(pair.get(0), pair.get(1));
  }

  /**
   * The state after {@code action} in {@code state}; a set's state is changed in place.
   *
   * @return {@link #IMPOSSIBLE} if a client cannot have seen in that state what it saw
   */
  @SuppressWarnings("unchecked")
  public static Object step(Object state, Action action) {
    return switch (action) {
      case Action.Read r -> Objects.equals(state, r.value()) ? state : IMPOSSIBLE;
      case Action.Write w -> w.value();
      case Action.Cas c -> Objects.equals(state, c.expected()) ? c.value() : IMPOSSIBLE;
      case Action.Refused r ->
          Objects.equals(state, r.seen()) && !Objects.equals(r.seen(), r.expected())
              ? state
              : IMPOSSIBLE;
      case Action.Add a -> {
        ((Set<Object>) state).add(a.element());
        yield state;
      }
      case Action.ReadSet r -> state.equals(r.elements()) ? state : IMPOSSIBLE;
    };
  }

  /** No state. */
  public static final Object IMPOSSIBLE = new Object();
}
