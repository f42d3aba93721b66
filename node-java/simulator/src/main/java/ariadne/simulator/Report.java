package ariadne.simulator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Adds up the outcomes of many seeds and tells them. */
public final class Report {
    private static final int SHOWN_VIOLATIONS = 20;

    private final Map<String, Long> faults = new LinkedHashMap<>();
    private final List<Outcome> violations = new ArrayList<>();
    private long seeds;
    private long simulatedMicros;
    private long events;
    private long blocks;
    private long operations;
    private long acknowledged;
    private long reads;

    /** Takes one more outcome. */
    public synchronized void add(Outcome outcome) {
        seeds++;
        outcome.faults().forEach((words, times) -> faults.merge(words, times, Long::sum));
        simulatedMicros += outcome.simulatedMicros();
        events += outcome.events();
        blocks += outcome.decidedBlocks();
        operations += outcome.operations();
        acknowledged += outcome.acknowledged();
        reads += outcome.reads();
        if (!outcome.passed()) {
            violations.add(outcome);
        }
    }

    /** How many were run. */
    public synchronized long seeds() {
        return seeds;
    }

    /** How many failed. */
    public synchronized int violations() {
        return violations.size();
    }

    /** Everything but the times depends on the seeds alone. */
    synchronized void print(PrintStream out, long realNanos) {
        double real = Math.max(realNanos, 1) / 1e9;
        violations.sort(Comparator.comparingLong(Outcome::seed));
        violations.stream().limit(SHOWN_VIOLATIONS).forEach(outcome -> {
            out.println("VIOLATION  " + outcome.violation().getMessage());
            out.println("  replay:  ./ariadne sim --seed " + outcome.seed() + " --trace");
            if (!outcome.schedule().isEmpty()) {
                out.println("  shrink:  ./ariadne sim --shrink " + outcome.schedule());
            }
        });
        if (violations.size() > SHOWN_VIOLATIONS) {
            out.println("... and " + (violations.size() - SHOWN_VIOLATIONS) + " more");
        }
        line(out, "seeds passed", String.format(Locale.ROOT, "%,d of %,d",
                seeds - violations.size(), seeds));
        line(out, "violations", String.format(Locale.ROOT, "%,d", violations.size()));
        line(out, "decided", String.format(Locale.ROOT,
                "%,d blocks; %,d of %,d operations acknowledged; %,d reads served",
                blocks, acknowledged, operations, reads));
        line(out, "speed", String.format(Locale.ROOT, "%.1f seeds/s; %,d events/s",
                seeds / real, (long) (events / real)));
        line(out, "time", String.format(Locale.ROOT,
                "%,d s simulated in %.1f s: %,.0f times as fast as life",
                simulatedMicros / 1_000_000, real, simulatedMicros / 1e6 / real));
        out.println("faults");
        faults.forEach((words, times) -> out.println(
                String.format(Locale.ROOT, "  %,13d  %s", times, words)));
    }

    private static void line(PrintStream out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s%s", name, value));
    }
}
