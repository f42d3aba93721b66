package ariadne.chaos.report;

import java.util.List;
import java.util.Objects;

/**
 * The smallest part of a history that is still wrong.
 *
 * @param words       what happened, in words
 * @param key         the key it happened to; empty if it is about several
 * @param steps       the operations, a handful
 * @param arrows      which steps contradict each other; if empty the page draws one, from the step
 *                    that returned last before the last invoked step began
 * @param historySize operations in the whole history
 */
public record Counterexample(
        String words, String key, List<Step> steps, List<Arrow> arrows, long historySize) {

    public Counterexample {
        Objects.requireNonNull(words);
        Objects.requireNonNull(key);
        steps = List.copyOf(steps);
        arrows = List.copyOf(arrows);
        for (Arrow arrow : arrows) {
            Objects.checkIndex(arrow.from(), steps.size());
            Objects.checkIndex(arrow.to(), steps.size());
        }
    }

    /**
     * One operation of it.
     *
     * @param text        what it did and saw: {@code write 8}, {@code read 5}
     * @param returnNanos when its answer came, or {@link Operation#NEVER}
     */
    public record Step(
            long process, String node, String text, Outcome outcome, long invokeNanos,
            long returnNanos) {
        public Step {
            Objects.requireNonNull(node);
            Objects.requireNonNull(text);
            Objects.requireNonNull(outcome);
        }

        boolean returned() {
            return returnNanos != Operation.NEVER;
        }
    }

    /** Step {@code from} had returned before step {@code to} began, and that is what is wrong. */
    public record Arrow(int from, int to) {}

    /** The arrows to draw: those given, or the one that the times suggest. */
    List<Arrow> drawnArrows() {
        if (!arrows.isEmpty() || steps.isEmpty()) {
            return arrows;
        }
        int to = 0;
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).invokeNanos() > steps.get(to).invokeNanos()) {
                to = i;
            }
        }
        int from = -1;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean before = step.returned()
                    && step.returnNanos() < steps.get(to).invokeNanos();
            if (before && (from < 0 || step.returnNanos() > steps.get(from).returnNanos())) {
                from = i;
            }
        }
        return from < 0 ? List.of() : List.of(new Arrow(from, to));
    }
}
