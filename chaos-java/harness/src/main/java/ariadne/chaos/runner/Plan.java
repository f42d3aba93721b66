package ariadne.chaos.runner;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything needed to run a test again.
 *
 * @param workload a name of {@link ariadne.chaos.workload.Workload#NAMES}
 * @param nodes how many, 3 to 9
 * @param timeLimitSeconds of the main phase
 * @param rate operations a second that all clients together aim at
 * @param concurrency clients at a time
 * @param nemeses kinds of faults, empty for none
 * @param seed of every choice that is not the machine's
 * @param lab {@code auto}, {@code namespaces}, {@code proxy} or {@code ssh}
 * @param inventory file that names the machines of the lab {@code ssh}, else empty
 * @param expectRestarts whether somebody else may restart nodes, in order, during the test
 * @param mutant name of a planted bug, empty for the true node
 * @param store directory of all tests
 */
public record Plan(String workload, int nodes, int timeLimitSeconds, double rate, int concurrency,
        List<String> nemeses, long seed, String lab, String inventory, boolean expectRestarts,
        String mutant, Path store) {
    /** Where tests are kept when nobody says otherwise. */
    public static final Path STORE = Path.of("store");

    public Plan {
        nemeses = List.copyOf(nemeses);
    }

    /** What names the test in the store: {@code register}, or {@code register-stale-reads}. */
    public String testName() {
        return mutant.isEmpty() ? workload : workload + "-" + mutant;
    }

    /** The command that runs it again. */
    public String command() {
        return "./ariadne test --workload " + workload
                + (inventory.isEmpty() ? " --nodes " + nodes : "") + " --time-limit "
                + timeLimitSeconds + " --nemesis "
                + (nemeses.isEmpty() ? "none" : String.join(",", nemeses))
                + " --rate " + (rate == Math.rint(rate) ? Long.toString((long) rate) : rate + "")
                + " --concurrency " + concurrency + " --seed " + seed
                + (lab.equals("auto") ? "" : " --lab " + lab)
                + (inventory.isEmpty() ? "" : " --inventory " + quoted(inventory))
                + (expectRestarts ? " --expect-restarts" : "")
                + (mutant.isEmpty() ? "" : " --mutant " + mutant)
                + (store.equals(STORE) ? "" : " --store " + quoted(store.toString()));
    }

    /** As a shell reads it back. */
    private static String quoted(String word) {
        return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
