package ariadne.simulator.cluster;

import ariadne.server.Parts;
import ariadne.simulator.Outcome;
import ariadne.simulator.Violation;
import ariadne.simulator.cluster.Schedule.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a failing schedule small: calmer weather, fewer faults, then fewer operations, as long as
 * the same oracle fires. Zeller and Hildebrandt, <i>Simplifying and Isolating Failure-Inducing
 * Input</i> (2002).
 */
public final class Shrinker {
    /** Large parts go first, of both kinds: a run without them is a short one. */
    private static final int COARSE = 20;

    private final IntFunction<Parts> parts;
    private final int mostRuns;
    private final BiConsumer<Integer, Schedule> progress;
    private Schedule best;
    private String kind;
    private int runs;

    /**
     * A shrinker.
     *
     * @param parts what the nodes are made of that the schedule broke
     * @param mostRuns after which it gives what it has
     * @param progress takes the number of runs and the smallest schedule so far
     */
    public Shrinker(IntFunction<Parts> parts, int mostRuns,
            BiConsumer<Integer, Schedule> progress) {
        this.parts = parts;
        this.mostRuns = mostRuns;
        this.progress = progress;
    }

    /**
     * The smallest schedule found.
     *
     * @throws IllegalArgumentException when the schedule does not fail
     */
    public Schedule shrink(Schedule failing) {
        Outcome outcome = Simulation.run(failing, parts, null);
        if (outcome.passed()) {
            throw new IllegalArgumentException("this schedule does not fail");
        }
        best = failing;
        kind = kind(outcome.violation());
        long over = outcome.simulatedMicros();
        fails(best.with(best.steps().stream().filter(step -> step.atMicros() <= over).toList()));
        calm();
        fewer(step -> !step.deed().isFault(), COARSE);
        fewer(step -> step.deed().isFault(), COARSE);
        int before;
        do {
            before = best.steps().size();
            calm();
            fewer(step -> step.deed().isFault(), 1);
            fewer(step -> !step.deed().isFault(), 1);
        } while (best.steps().size() < before && runs < mostRuns);
        return best;
    }

    /** Which oracle fired: its words up to the first that change from run to run. */
    static String kind(Violation violation) {
        String words = violation.getMessage().replaceFirst("^seed -?\\d+ at [\\d.]+ s: ", "")
                .replaceAll("\\d+", "#");
        return words.substring(0, Math.min(24, words.length()));
    }

    private boolean fails(Schedule smaller) {
        if (runs >= mostRuns) {
            return false;
        }
        runs++;
        Outcome outcome = Simulation.run(smaller, parts, null);
        boolean same = !outcome.passed() && kind(outcome.violation()).equals(kind);
        if (same) {
            best = smaller;
        }
        progress.accept(runs, best);
        return same;
    }

    private void calm() {
        Plan steady = shorter(best.plan().steady());
        if (steady.equals(best.plan()) || fails(best.with(steady))) {
            return;
        }
        List<UnaryOperator<Plan>> calmer = List.of(Plan::fine, p -> p.without("loss"),
                p -> p.without("repeat"), p -> p.without("stray"), p -> p.without("jitterMicros"),
                p -> p.without("drift"), p -> p.without("forceJitterMicros"),
                p -> p.without("slowForce"), this::shorter);
        for (UnaryOperator<Plan> each : calmer) {
            Plan plan = each.apply(best.plan());
            if (!plan.equals(best.plan())) {
                fails(best.with(plan));
            }
        }
    }

    private Plan shorter(Plan plan) {
        long last = best.steps().stream().map(Step::atMicros).max(Comparator.naturalOrder())
                .orElse(0L);
        return plan.lasting(Math.min(plan.safetyMicros(), last + Plan.SECOND));
    }

    /** Leaves out ever smaller runs of the steps that may go. */
    private void fewer(Predicate<Step> may, int least) {
        int size = (int) best.steps().stream().filter(may).count();
        while (size > 0) {
            size = (size + 1) / 2;
            int from = 0;
            while (from < best.steps().stream().filter(may).count()) {
                if (!fails(best.with(without(may, from, size)))) {
                    from += size;
                }
            }
            if (size <= least) {
                break;
            }
        }
    }

    private List<Step> without(Predicate<Step> may, int from, int count) {
        List<Step> left = new ArrayList<>();
        int place = 0;
        for (Step step : best.steps()) {
            if (!may.test(step) || place < from || place >= from + count) {
                left.add(step);
            }
            place += may.test(step) ? 1 : 0;
        }
        return left;
    }
}
