package ariadne.simulator.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that a run does of its own will, written down: the mix, and each fault and operation
 * with its time. What remains to chance is drawn from the seed, link by link and disk by disk.
 *
 * @param steps in the order of their times
 */
public record Schedule(long seed, Plan plan, List<Step> steps) {
    private static final String HEAD = "ariadne schedule 1";

    /** A deed and when it is done. */
    public record Step(long atMicros, Deed deed) {
        /** As in a schedule file. */
        public String line() {
            return String.format(Locale.ROOT, "%.6f %s", atMicros / 1e6, deed.line());
        }
    }

    public Schedule {
        steps = List.copyOf(steps);
    }

    /** What a seed stands for. */
    public static Schedule draw(long seed) {
        return draw(seed, Plan.draw(seed));
    }

    /** What a seed stands for under another mix. */
    static Schedule draw(long seed, Plan plan) {
        List<Step> steps = new ArrayList<>(new Nemesis(seed, plan).draw());
        steps.addAll(new Load(seed, plan).draw());
        steps.sort(Comparator.comparingLong(Step::atMicros));
        return new Schedule(seed, plan, steps);
    }

    /** The same run with other steps. */
    public Schedule with(List<Step> others) {
        return new Schedule(seed, plan, others);
    }

    /** The same run with another mix. */
    public Schedule with(Plan other) {
        return new Schedule(seed, other, steps);
    }

    /** The file's text. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append("seed ").append(seed).append('\n');
        plan.words().forEach((name, value) -> text.append("plan ").append(name).append(' ')
                .append(value).append('\n'));
        steps.forEach(step -> text.append(step.line()).append('\n'));
        return text.toString();
    }

    /**
     * From a file's text.
     *
     * @throws IllegalArgumentException with one clear line when it is no schedule
     */
    public static Schedule parse(String text) {
        List<String> lines = text.lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException(
                    "no schedule: its first line is not '" + HEAD + "'");
        }
        long seed = 0;
        Map<String, String> plan = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        try {
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split("\\s+", 2);
                if (words[0].equals("seed")) {
                    seed = Long.parseLong(words[1]);
                } else if (words[0].equals("plan")) {
                    String[] pair = words[1].split("\\s+", 2);
                    plan.put(pair[0], pair[1]);
                } else {
                    steps.add(new Step(Math.round(Double.parseDouble(words[0]) * 1e6),
                            Deed.parse(words[1])));
                }
            }
            Schedule schedule = new Schedule(seed, Plan.of(plan), steps);
            for (Step step : steps) {
                if (!step.deed.fits(schedule.plan)) {
                    throw new IllegalArgumentException(
                            "this cluster has no place for: " + step.line());
                }
            }
            return schedule;
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("a line that can't be read: " + e.getMessage(), e);
        }
    }
}
