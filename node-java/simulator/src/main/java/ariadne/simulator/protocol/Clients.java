package ariadne.simulator.protocol;

import ariadne.simulator.Dice;
import java.util.List;
import java.util.stream.Stream;

/** Writes and reads at random nodes, at random times. */
final class Clients {
    private final World world;
    private final Plan.Load load;
    private final Dice writes;
    private final Dice reads;
    private boolean stopped;

    Clients(World world) {
        this.world = world;
        this.load = world.plan().load();
        this.writes = new Dice(world.seed(), "clients/writes");
        this.reads = new Dice(world.seed(), "clients/reads");
    }

    void start() {
        again(writes, load.proposalMicros(), () -> {
            int node = 1 + writes.below(world.nodes().size());
            int burst = 1 + writes.below(load.burst());
            List<Operation> operations = Stream.generate(
                    () -> world.newOperation(load.sizeBytes())).limit(burst).toList();
            world.node(node).desk().submit(operations);
        });
        again(reads, load.readMicros(), () -> {
            Node node = world.node(1 + reads.below(world.nodes().size()));
            if (node.up()) {
                node.desk().read();
            }
        });
    }

    void stop() {
        stopped = true;
    }

    private void again(Dice dice, long gap, Runnable action) {
        if (gap > 0) {
            world.agenda().after(dice.exponential(gap), () -> {
                if (!stopped) {
                    action.run();
                    again(dice, gap, action);
                }
            });
        }
    }
}
