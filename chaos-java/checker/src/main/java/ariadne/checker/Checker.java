package ariadne.checker;

import ariadne.checker.RungReport.Outcome;
import ariadne.checker.history.History;
import ariadne.checker.model.Call;
import ariadne.checker.model.Calls;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.model.Model;
import ariadne.checker.rung.Integrity;
import ariadne.checker.rung.SetOrder;
import ariadne.checker.rung.Witness;
import ariadne.checker.rung.Zones;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ladder. Integrity of the chains stands beside it; then the witness is asked, then zones (for
 * sets their order) for each key, then the search for the keys that are still open.
 */
public final class Checker {
  /** Names of the rungs. */
  public static final String INTEGRITY = "integrity";
  public static final String WITNESS = "witness";
  public static final String ZONES = "zones";
  public static final String SET_ORDER = "set order";
  public static final String SEARCH = "search";

  private final History history;
  private final Model model;
  private final Budget budget;
  private final Options options;
  private final long beginNanos;
  private final List<RungReport> rungs = new ArrayList<>();
  private final List<KeyFailure> failures = new ArrayList<>();

  private Checker(History history, Model model, Budget budget, Options options) {
    this.history = history;
    this.model = model;
    this.budget = budget;
    this.options = options;
    this.beginNanos = now();
  }

  /**
   * Judges a history with the standard options.
   *
   * @throws ariadne.checker.history.BadHistoryException if it is no history of that model
   */
  public static Report check(History history, Model model, Budget budget) {
    return check(history, model, budget, Options.standard());
  }

  /**
   * Judges a history.
   *
   * @throws ariadne.checker.history.BadHistoryException if it is no history of that model
   */
  public static Report check(History history, Model model, Budget budget, Options options) {
    return new Checker(history, model, budget, options).climbDown();
  }

  private long now() {
    return options.clockNanos().getAsLong();
  }

  private Report climbDown() {
    List<KeyHistory> keys = Calls.byKey(history, model);
    List<Call> calls = Calls.inOrder(keys, history.size());
    List<Integrity.Finding> findings = new ArrayList<>();
    List<Counterexample> lost = new ArrayList<>();
    integrity(calls, findings, lost);
    boolean witnessed = witness(calls);
    String second = model == Model.SET ? SET_ORDER : ZONES;
    if (!witnessed || options.crossCheck()) {
      List<KeyHistory> open = exact(second, keys, witnessed);
      if (witnessed) {
        rung(SEARCH, Outcome.NOT_ASKED, "the witness has passed", now());
      } else {
        search(second, open);
      }
    } else {
      rung(second, Outcome.NOT_ASKED, "the witness has passed", now());
      rung(SEARCH, Outcome.NOT_ASKED, "the witness has passed", now());
    }
    failures.sort(Comparator.comparing(f -> f.verdict() instanceof Verdict.Unknown));
    Verdict linearizability = linearizability(witnessed);
    Stats stats = Stats.of(history);
    return new Report(overall(linearizability, findings, lost, stats), linearizability,
        List.copyOf(rungs), List.copyOf(failures), List.copyOf(findings), List.copyOf(lost), stats,
        keys.size());
  }

  private void rung(String name, Outcome outcome, String words, long sinceNanos) {
    rungs.add(new RungReport(name, outcome, words, now() - sinceNanos));
  }

  private void integrity(List<Call> calls, List<Integrity.Finding> findings,
      List<Counterexample> lost) {
    long since = now();
    if (options.chains().isEmpty()) {
      rung(INTEGRITY, Outcome.NOT_ASKED, "no chains were given", since);
      return;
    }
    findings.addAll(Integrity.check(options.chains()));
    lost.addAll(Integrity.lost(options.chains(), calls));
    if (findings.isEmpty() && lost.isEmpty()) {
      rung(INTEGRITY, Outcome.PASSED, "the " + options.chains().size() + " chains agree, repeat "
          + "nothing and lack nothing that was acknowledged", since);
    } else {
      rung(INTEGRITY, Outcome.FAILED, findings.isEmpty()
          ? lost.get(0).sentence() : findings.get(0).sentence(), since);
    }
  }

  private boolean witness(List<Call> calls) {
    long since = now();
    switch (Witness.check(model, calls)) {
      case Witness.Answer.Passed p -> {
        rung(WITNESS, Outcome.PASSED, "the order that the servers claim is a linearization of all "
            + calls.size() + " operations that count", since);
        return true;
      }
      case Witness.Answer.Failed failed -> rung(WITNESS, Outcome.FAILED, failed.words(), since);
      case Witness.Answer.NotMine not -> rung(WITNESS, Outcome.UNDECIDED, not.words(), since);
    }
    return false;
  }

  /** Asks the exact rung about each key; gives back the keys that are none of its business. */
  private List<KeyHistory> exact(String name, List<KeyHistory> keys, boolean witnessed) {
    long since = now();
    List<KeyHistory> open = new ArrayList<>();
    int invalid = 0;
    String why = "";
    for (KeyHistory key : keys) {
      switch (model == Model.SET ? SetOrder.check(key) : Zones.check(key)) {
        case Verdict.Valid v -> { }
        case Verdict.Invalid verdict -> {
          invalid++;
          failures.add(new KeyFailure(key.key(), name, verdict));
        }
        case Verdict.Unknown unknown -> {
          why = why.isEmpty() ? unknown.why() : why;
          open.add(key);
        }
      }
    }
    String words = counted(keys.size() - invalid - open.size(), keys.size(), "linearizable")
        + (invalid > 0 ? ", " + invalid + " not" : "")
        + (open.isEmpty() ? "" : ", " + open.size() + " not for this rung: " + why)
        + (witnessed ? " (cross-check)" : "");
    rung(name, invalid > 0 ? Outcome.FAILED : open.isEmpty() ? Outcome.PASSED : Outcome.UNDECIDED,
        words, since);
    return open;
  }

  private void search(String before, List<KeyHistory> open) {
    long since = now();
    if (open.isEmpty()) {
      rung(SEARCH, Outcome.NOT_ASKED, before + " has decided every key", since);
      return;
    }
    List<Verdict> verdicts = new Searches(budget, options, beginNanos).run(open);
    int invalid = 0;
    int unknown = 0;
    String why = "";
    for (int i = 0; i < open.size(); i++) {
      if (verdicts.get(i) instanceof Verdict.Invalid) {
        invalid++;
      } else if (verdicts.get(i) instanceof Verdict.Unknown u) {
        unknown++;
        why = why.isEmpty() ? u.why() : why;
      }
      if (!(verdicts.get(i) instanceof Verdict.Valid)) {
        failures.add(new KeyFailure(open.get(i).key(), SEARCH, verdicts.get(i)));
      }
    }
    String words = counted(open.size() - invalid - unknown, open.size(), "linearizable")
        + (invalid > 0 ? ", " + invalid + " not" : "")
        + (unknown > 0 ? ", " + unknown + " undecided: " + why : "");
    rung(SEARCH, invalid > 0 ? Outcome.FAILED : unknown > 0 ? Outcome.UNDECIDED : Outcome.PASSED,
        words, since);
  }

  private static String counted(int some, int all, String what) {
    return some + " of " + all + (all == 1 ? " key " : " keys ") + what;
  }

  private Verdict linearizability(boolean witnessed) {
    if (failures.isEmpty()) {
      return new Verdict.Valid();
    }
    Verdict worst = failures.get(0).verdict();
    if (witnessed) {
      return new Verdict.Unknown("two rungs contradict each other, which is a bug in the checker: "
          + "the witness passes, but " + failures.get(0).rung() + " fails");
    }
    return worst;
  }

  private Verdict overall(Verdict linearizability, List<Integrity.Finding> findings,
      List<Counterexample> lost, Stats stats) {
    if (linearizability instanceof Verdict.Invalid) {
      return linearizability;
    }
    if (!lost.isEmpty()) {
      return new Verdict.Invalid(lost.get(0));
    }
    if (!findings.isEmpty()) {
      return new Verdict.Invalid(new Counterexample(null, Counterexample.Kind.BAD_CHAINS,
          findings.get(0).sentence(), List.of()));
    }
    String tooLittle = stats.tooLittle(options.leastOkPerKind());
    return linearizability instanceof Verdict.Valid && !tooLittle.isEmpty()
        ? new Verdict.Unknown(tooLittle)
        : linearizability;
  }
}
