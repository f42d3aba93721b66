package ariadne.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Input;
import java.util.List;
import java.util.stream.Stream;

/** A world for a scripted scenario: nothing happens by itself. */
final class Stage {
    static final long SECOND = Plan.SECOND;
    static final long MILLI = Plan.MILLI;

    final World world;

    Stage(long seed, Plan plan) {
        System.out.println("seed " + seed);
        world = new World(seed, plan, new Build(), null);
        world.run(SECOND / 5);
    }

    /** Makes a node lead. */
    void elect(int id) {
        boolean leads = world.await(5 * SECOND, () -> {
            if (!world.node(id).leads()) {
                world.node(id).arrive(new Input.Nominate());
                world.run(50 * MILLI);
            }
            return world.node(id).leads();
        });
        assertThat(leads).as("node %d leads", id).isTrue();
        world.run(300 * MILLI);
        assertThat(world.node(id).leads()).as("node %d still leads", id).isTrue();
    }

    /** Proposes at a node, some at a time, and waits a little after each. */
    void propose(int id, int batches, int each, int sizeBytes) {
        for (int i = 0; i < batches; i++) {
            world.node(id).desk().submit(Stream.generate(() -> world.newOperation(sizeBytes))
                    .limit(each).toList());
            world.run(20 * MILLI);
        }
    }

    void isolate(List<Integer> some) {
        for (Node node : world.nodes()) {
            for (int id : some) {
                if (!some.contains(node.id())) {
                    world.network().part(id, node.id());
                }
            }
        }
    }

    long height(int id) {
        return world.node(id).applied();
    }

    int leader() {
        return world.nodes().stream().filter(Node::leads).mapToInt(Node::id).findFirst().orElse(0);
    }

    /** Everything heals; then progress and convergence are demanded. */
    void live() {
        world.network().heal();
        world.network().weather(Plan.Weather.FINE);
        Simulation.live(world);
    }
}
