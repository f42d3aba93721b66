package ariadne.chaos.runner;

import java.util.HashMap;
import java.util.Map;

/**
 * What a node said of itself at a moment.
 *
 * @param id of the member; another one when the node was replaced
 * @param timeNanos of the test, when it was asked
 * @param leads the ballot that it leads, {@code 0.0.0} when none
 * @param promised ballot, as {@code era.round.node}
 * @param applied height
 * @param offsetMillis its wall clock less the true one
 */
record NodeState(String node, int id, long timeNanos, String leads, String promised, long decided,
        long applied, String tipHash, String stateHash, long offsetMillis) {
    static final String NOBODY = "0.0.0";

    /** Reads the lines of {@code GET /status}, each a name and a value. */
    static NodeState parse(String node, String text, long timeNanos, long trueWallMillis) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] parts = line.trim().split("\\s+", 2);
            values.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return new NodeState(node, (int) number(values, "id"), timeNanos,
                values.getOrDefault("leads", NOBODY),
                values.getOrDefault("promised", NOBODY), number(values, "decided"),
                number(values, "applied"), values.getOrDefault("tip-hash", ""),
                values.getOrDefault("state-hash", ""),
                number(values, "wall-millis") - trueWallMillis);
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }

    boolean leading() {
        return !leads.equals(NOBODY);
    }

    /** Whether a ballot is below another; both as {@code era.round.node}. */
    static boolean below(String ballot, String other) {
        String[] a = ballot.split("\\.");
        String[] b = other.split("\\.");
        for (int i = 0; i < 3; i++) {
            int c = Long.compare(Long.parseLong(a[i]), Long.parseLong(b[i]));
            if (c != 0) {
                return c < 0;
            }
        }
        return false;
    }
}
