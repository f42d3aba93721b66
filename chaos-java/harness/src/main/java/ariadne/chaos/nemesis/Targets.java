package ariadne.chaos.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which nodes a fault hits. */
public enum Targets implements Named {
    ONE, MINORITY, MAJORITY, ALL,
    /** Those that lead. */
    PRIMARIES;

    /**
     * Draws some; minority and majority also draw how many.
     *
     * @param leaders those that lead now; if none is known a node at random counts as one
     * @return sorted, never empty
     */
    public List<String> draw(List<String> nodes, List<String> leaders, Random random) {
        int size = nodes.size();
        int most = size / 2 + 1;
        return switch (this) {
            case ONE -> some(nodes, 1, random);
            case MINORITY -> some(nodes, 1 + random.nextInt(Math.max(1, size - most)), random);
            case MAJORITY -> some(nodes, most + random.nextInt(Math.max(1, size - most)), random);
            case ALL -> nodes.stream().sorted().toList();
            case PRIMARIES -> leaders(nodes, leaders, random);
        };
    }

    static List<String> leaders(List<String> nodes, List<String> leaders, Random random) {
        List<String> some = some(nodes, 1, random);
        List<String> known = leaders.stream().filter(nodes::contains).distinct().sorted().toList();
        return known.isEmpty() ? some : known;
    }

    private static List<String> some(List<String> nodes, int count, Random random) {
        List<String> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, random);
        return shuffled.stream().limit(count).sorted().toList();
    }
}
