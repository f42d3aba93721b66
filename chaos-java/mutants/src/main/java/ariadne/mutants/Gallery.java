package ariadne.mutants;

import ariadne.server.Parts;
import ariadne.simulator.Outcome;
import ariadne.simulator.cluster.Schedule;
import ariadne.simulator.cluster.Simulation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hunts mutants with the simulator, seed by seed, and prints what became of each. */
final class Gallery {
    /** Seeds until a mutant counts as missed. */
    static final int MOST_SEEDS = 3000;

    /**
     * What became of one.
     *
     * @param seed that found it out, 0 when none did
     * @param oracle what spoke, in its own words
     */
    record Found(long seed, double seconds, String oracle) {
        boolean caught() {
            return seed > 0;
        }
    }

    private final int jobs;
    private final int seeds;

    Gallery(int jobs, int seeds) {
        this.jobs = jobs;
        this.seeds = seeds;
    }

    /** Runs seeds until one finds these parts out. */
    static Found hunt(Parts parts, int seeds) {
        long start = System.nanoTime();
        for (long seed = 1; seed <= seeds; seed++) {
            Outcome outcome = Simulation.run(Schedule.draw(seed), id -> parts, null);
            if (!outcome.passed()) {
                return new Found(seed, seconds(start), said(outcome));
            }
        }
        return new Found(0, seconds(start), "");
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Without the seed and the time. */
    private static String said(Outcome outcome) {
        String whole = outcome.violation().getMessage();
        return whole.replaceFirst("^seed \\d+ at [\\d.]+ s: ", "");
    }

    /** Prints a row a mutant as it is done; whether none was missed, and nobody cried wolf. */
    boolean run(List<Mutant> mutants, boolean trueNode, PrintStream out) throws Exception {
        out.printf("%-22s %-12s %8s  %-20s %s%n", "mutant", "simulator", "seconds", "parent",
                "what the oracle said");
        boolean fine = true;
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            List<Map.Entry<Mutant, Future<Found>>> hunts = new ArrayList<>();
            for (Mutant mutant : mutants) {
                hunts.add(Map.entry(mutant, threads.submit(() -> hunt(mutant.parts, seeds))));
            }
            long longest = 1;
            for (Map.Entry<Mutant, Future<Found>> hunt : hunts) {
                Found found = hunt.getValue().get();
                fine &= found.caught();
                longest = Math.max(longest, found.seed());
                row(out, hunt.getKey().label, found.caught() ? "seed " + found.seed() : "MISSED",
                        found, hunt.getKey().parent);
            }
            if (trueNode) {
                int same = (int) longest;
                Found alarm = threads.submit(() -> hunt(new Parts(), same)).get();
                fine &= !alarm.caught();
                row(out, "(the true node)", alarm.caught() ? "ALARM " + alarm.seed()
                        : "1 to " + same, alarm, "");
            }
        }
        return fine;
    }

    private static void row(PrintStream out, String label, String seeds, Found found,
            String parent) {
        String said = found.oracle().length() > 70 ? found.oracle().substring(0, 67) + "..."
                : found.oracle();
        out.printf(Locale.ROOT, "%-22s %-12s %8.1f  %-20s %s%n", label, seeds, found.seconds(),
                parent, said);
        out.flush();
    }
}
