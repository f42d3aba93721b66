package ariadne.chaos.nemesis;

import ariadne.chaos.lab.ClockSetting;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** How clocks go wrong. */
public enum ClockShape implements Named {
    /** A jump of milliseconds up to minutes, forth or back. */
    BUMP,
    /** Many jumps, forth and back. */
    STROBE,
    /** Too fast or too slow. */
    DRIFT;

    /** Draws nodes, any number of them, and for each its error. */
    Fault draw(List<String> nodes, Random random) {
        List<Targets> groups = List.of(Targets.ONE, Targets.MINORITY, Targets.MAJORITY,
                Targets.ALL);
        List<String> hit = groups.get(random.nextInt(groups.size()))
                .draw(nodes, List.of(), random);
        if (this == STROBE) {
            return new ClockStrobe(hit, jumpMillis(random), 20L + random.nextInt(180));
        }
        SortedMap<String, ClockSetting> settings = new TreeMap<>();
        for (String node : hit) {
            settings.put(node, this == BUMP ? ClockSetting.bump(jumpMillis(random))
                    : ClockSetting.drift(rate(random)));
        }
        return new ClockSkew(label(), settings);
    }

    // As Jepsen's: 4 ms to 262 s, each order of magnitude as likely as the next.
    private static long jumpMillis(Random random) {
        long millis = Math.round(Math.pow(2, 2 + 16 * random.nextDouble()));
        return random.nextBoolean() ? millis : -millis;
    }

    // 0.75 to 1.25, and never so near to true that it would not matter.
    private static double rate(Random random) {
        long percent = 2 + random.nextInt(24);
        return (random.nextBoolean() ? 100 + percent : 100 - percent) / 100.0;
    }
}
