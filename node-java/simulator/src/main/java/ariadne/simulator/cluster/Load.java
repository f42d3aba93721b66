package ariadne.simulator.cluster;

import ariadne.simulator.Dice;
import ariadne.simulator.cluster.Schedule.Step;
import java.util.ArrayList;
import java.util.List;

/** What clients ask for, drawn beforehand. Each value is written once. */
final class Load {
    private final long seed;
    private final Plan plan;
    private long values;

    Load(long seed, Plan plan) {
        this.seed = seed;
        this.plan = plan;
    }

    List<Step> draw() {
        List<Step> steps = new ArrayList<>();
        for (int client = 1; client <= plan.clients(); client++) {
            Dice dice = new Dice(seed, "load/" + client);
            long gap = dice.pick(List.of(30L, 100L, 300L, 1000L)) * Plan.MILLI;
            double reads = dice.pick(List.of(0.0, 0.2, 0.5, 0.8));
            long at = dice.between(0, Plan.SECOND);
            while (at < plan.safetyMicros()) {
                String f = dice.happens(reads) ? "read"
                        : dice.pick(List.of("write", "write", "write", "cas", "cas", "delete"));
                steps.add(new Step(at, new Deed.Ask(client, f, dice.below(plan.keys()),
                        ++values)));
                at += dice.exponential(gap);
            }
        }
        return steps;
    }
}
