package ariadne.chaos.runner;

import ariadne.checker.Checker;
import ariadne.checker.RungReport;
import ariadne.checker.Stats;
import ariadne.checker.edn.Edn;
import ariadne.checker.verdict.Verdict;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run in words: for the terminal, and for the head of the page. */
final class Summary {
    private final Plan plan;
    private final Outcome outcome;

    Summary(Plan plan, Outcome outcome) {
        this.plan = plan;
        this.outcome = outcome;
    }

    String headline() {
        return switch (outcome.verdict()) {
            case Verdict.Valid valid -> "Linearizable";
            case Verdict.Invalid invalid -> outcome.judgement().report().linearizability()
                    instanceof Verdict.Invalid wrong
                    ? "Not linearizable" + (wrong.counterexample().key() == null
                            ? "" : ": key " + Edn.print(wrong.counterexample().key()))
                    : "Not correct";
            case Verdict.Unknown unknown -> "Unknown";
        };
    }

    String sentence() {
        return switch (outcome.verdict()) {
            case Verdict.Valid valid -> String.format(
                    Locale.ROOT, "%,d operations on %d keys, against %s nodes %s. %s",
                    stats().total(), outcome.judgement().report().keys(), number(plan.nodes()),
                    ordeal(), proof());
            case Verdict.Invalid invalid -> invalid.counterexample().sentence();
            case Verdict.Unknown unknown -> "Nobody can tell: " + unknown.why() + ".";
        };
    }

    private static String number(int nodes) {
        return List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
                "nine").get(nodes);
    }

    private String ordeal() {
        Map<String, Integer> counts = counts();
        if (counts.isEmpty()) {
            return plan.expectRestarts()
                    ? "that this lab left alone, and somebody else was allowed to restart"
                    : "that nobody disturbed";
        }
        Map<String, String> words = Map.of("partition", "cut apart", "kill", "killed",
                "pause", "paused", "clock", "lied to about the time", "delay", "slowed down",
                "loss", "made to lose packets", "membership", "replaced by empty ones");
        List<String> done = counts.keySet().stream()
                .map(kind -> words.getOrDefault(kind, "struck by " + kind)).toList();
        String last = done.getLast();
        return "that were " + (done.size() == 1 ? last
                : String.join(", ", done.subList(0, done.size() - 1)) + " and " + last);
    }

    private String proof() {
        Optional<RungReport> witness = outcome.judgement().report().rung(Checker.WITNESS);
        boolean proved = witness.isPresent()
                && witness.get().outcome() == RungReport.Outcome.PASSED;
        return proved ? "Proved by the order in the chain itself, and found again without it."
                : "Found by looking for an order that explains every answer.";
    }

    /** The rungs that were asked, the one that decided first. */
    List<RungReport> rungs() {
        boolean wrong = outcome.verdict() instanceof Verdict.Invalid;
        return outcome.judgement().report().rungs().stream()
                .filter(rung -> rung.outcome() != RungReport.Outcome.NOT_ASKED)
                .sorted(Comparator.comparingInt(rung -> {
                    boolean failed = rung.outcome() == RungReport.Outcome.FAILED;
                    int beside = rung.name().equals(Checker.INTEGRITY) ? 1 : 0;
                    boolean claim = wrong && rung.name().equals(Checker.WITNESS);
                    return (failed == wrong ? 0 : 4) + (claim ? 2 : 0) + (wrong ? 0 : beside);
                })).toList();
    }

    private Stats.Count stats() {
        return outcome.judgement().report().stats().all();
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        outcome.faults().forEach(fault -> counts.merge(fault.kind(), 1, Integer::sum));
        return counts;
    }

    /** What the leader lanes say that a fault did; empty when nothing. */
    String effect(Struck fault) {
        String before = null;
        for (NodeState state : outcome.samples()) {
            if (!state.leading()) {
                continue;
            }
            if (state.timeNanos() <= fault.startNanos()) {
                // A leader that was cut off may still say so after the next one.
                before = before == null || NodeState.below(before, state.leads())
                        ? state.leads() : before;
            } else if (before != null && NodeState.below(before, state.leads())
                    && state.timeNanos() <= fault.endNanos() + 1_000_000_000L) {
                return String.format(Locale.ROOT, "new leader %s after %.1f s", state.node(),
                        (state.timeNanos() - fault.startNanos()) / 1e9);
            }
        }
        return "";
    }

    /** The verdict for the terminal. */
    void print(PrintStream out) {
        Stats.Count all = stats();
        out.println();
        out.println(headline() + ".");
        out.println(sentence());
        out.println();
        out.printf(Locale.ROOT,
                "operations   %,d ok, %,d refused, %,d unknown (%d of them found in the chain)%n",
                all.ok(), all.fail(), all.info(), outcome.judgement().infoInChain());
        counts().forEach((kind, count) -> out.printf(
                "%-12s %d %s, by %s%n", kind, count,
                count == 1 ? "time" : "times",
                outcome.faults().stream().filter(f -> f.kind().equals(kind)).findFirst()
                        .map(Struck::mechanism).orElse("")));
        out.printf(Locale.ROOT, "silence      %.1f s at most without a successful operation%n",
                outcome.silence().lengthNanos() / 1e9);
        for (RungReport rung : rungs()) {
            out.printf(Locale.ROOT, "%-12s %s (%.2f s)%n",
                    rung.name(), rung.words(), rung.elapsedNanos() / 1e9);
        }
        outcome.judgement().oddities().stream().limit(5)
                .forEach(oddity -> out.println("finding      " + oddity));
        outcome.crashes().forEach(crash -> out.println("crash        " + crash));
        out.println("lab          " + outcome.lab());
        out.println("report       " + outcome.directory().resolve("index.html"));
    }
}
