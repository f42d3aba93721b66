package ariadne.simulator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Adds up the outcomes of many seeds and tells them. */
final class Report {
    private static final int SHOWN_VIOLATIONS = 20;

    private final Tally tally = new Tally();
    private final List<Outcome> violations = new ArrayList<>();
    private long seeds;
    private long simulatedMicros;
    private long events;
    private long blocks;
    private long operations;
    private long acknowledged;
    private long reads;

    synchronized void add(Outcome outcome) {
        seeds++;
        tally.add(outcome.tally());
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

    synchronized long seeds() {
        return seeds;
    }

    synchronized int violations() {
        return violations.size();
    }

    /** Everything but the times depends on the seeds alone. */
    synchronized void print(PrintStream out, long realNanos) {
        double real = Math.max(realNanos, 1) / 1e9;
        violations.sort(Comparator.comparingLong(Outcome::seed));
        violations.stream().limit(SHOWN_VIOLATIONS).forEach(outcome -> {
            out.println("VIOLATION  " + outcome.violation().getMessage());
            out.println("  replay:  ./ariadne sim --seed " + outcome.seed() + " --trace");
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
                simulatedMicros / Plan.SECOND, real, simulatedMicros / 1e6 / real));
        out.println("faults");
        tally.byKind().forEach((fault, times) -> out.println(
                String.format(Locale.ROOT, "  %,13d  %s", times, fault.words())));
    }

    private static void line(PrintStream out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s%s", name, value));
    }
}
