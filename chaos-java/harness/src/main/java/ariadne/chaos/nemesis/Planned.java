package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import java.util.List;
import java.util.Random;

/**
 * A fault to come. Who leads is known only when it starts, so it is drawn then; all the rest hangs
 * on the seed.
 *
 * @param startMillis and {@code endMillis} since the start of the run
 */
public record Planned(long startMillis, long endMillis, FaultKind kind,
        NemesisChoice.Shape shape, long seed) {

    /** Decides the details. */
    public Fault draw(List<String> nodes, List<String> leaders) {
        Random random = new Random(seed);
        return switch (kind) {
            case PARTITION -> Partition.draw(
                    Named.of(PartitionShape.class, "partition shape", shape.name()),
                    shape.sides(), nodes, leaders, random);
            case KILL -> new Kill(shape.name(), targets(nodes, leaders, random));
            case PAUSE -> new Pause(shape.name(), targets(nodes, leaders, random));
            case CLOCK -> Named.of(ClockShape.class, "clock shape", shape.name())
                    .draw(nodes, random);
            case DELAY -> new Delay(shape.name(), targets(nodes, leaders, random), nodes,
                    50 + random.nextInt(450));
            case MEMBERSHIP ->
                new Replacement(shape.name(), targets(nodes, leaders, random));
            case LOSS -> new Loss(shape.name(), targets(nodes, leaders, random), nodes,
                    5 + random.nextInt(36));
        };
    }

    private List<String> targets(List<String> nodes, List<String> leaders, Random random) {
        return Named.of(Targets.class, "shape", shape.name()).draw(nodes, leaders, random);
    }
}
