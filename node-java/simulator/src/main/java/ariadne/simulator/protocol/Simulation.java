package ariadne.simulator.protocol;

import static ariadne.simulator.Violation.check;

import ariadne.simulator.Dice;
import ariadne.simulator.Outcome;
import ariadne.simulator.Violation;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One seed from first start to last convergence: a safety phase, then a liveness phase. */
public final class Simulation {
    private static final long PROGRESS_BOUND_MICROS = 20 * Plan.SECOND;
    private static final long ASK_MICROS = 100 * Plan.MILLI;

    private final World world;

    private Simulation(World world) {
        this.world = world;
    }

    /** The true protocol from a seed; {@code lines} takes the ladder and may be null. */
    public static Outcome run(long seed, Consumer<String> lines) {
        return run(seed, new Build(), lines);
    }

    /** The mix that a seed draws, in words. */
    public static String plan(long seed) {
        return Plan.draw(seed).toString();
    }

    /** Runs a seed; never throws for what an oracle finds. */
    static Outcome run(long seed, Build build, Consumer<String> lines) {
        return run(seed, Plan.draw(seed), build, lines);
    }

    static Outcome run(long seed, Plan plan, Build build, Consumer<String> lines) {
        World world = new World(seed, plan, build, lines);
        Violation violation = null;
        try {
            new Simulation(world).phases();
        } catch (Violation v) {
            violation = new Violation(String.format(Locale.ROOT, "seed %d at %.6f s: %s", seed,
                    world.agenda().nowMicros() / 1e6, v.getMessage()), v.getCause());
        }
        return new Outcome(seed, violation, world.trace().hash(), world.agenda().nowMicros(),
                world.agenda().ran(), world.oracle().height(), world.operations(),
                world.oracle().acknowledgedOperations(), world.reads(),
                world.tally().byName(), "");
    }

    private void phases() {
        Clients clients = new Clients(world);
        Nemesis nemesis = new Nemesis(world);
        clients.start();
        nemesis.start();
        world.run(world.plan().safetyMicros());
        clients.stop();
        int count = world.plan().nodes();
        nemesis.stop(world.plan().allHeal() ? count : count / 2 + 1);
        world.trace().event(0, "the liveness phase", "begins", 0);
        live(world);
    }

    /** With a healed majority an operation is decided, a read served, and everybody converges. */
    static void live(World world) {
        List<Node> alive = world.nodes().stream().filter(Node::up).toList();
        Dice dice = new Dice(world.seed(), "liveness");
        long last = world.operations();
        long reads = world.reads();
        long end = world.agenda().nowMicros() + PROGRESS_BOUND_MICROS;
        while (!world.oracle().acknowledgedSince(last) || world.reads() == reads) {
            check(world.agenda().nowMicros() < end, "stuck: no new operation and read within %d s",
                    PROGRESS_BOUND_MICROS / Plan.SECOND);
            dice.pick(alive).desk().submit(List.of(world.newOperation(8)));
            dice.pick(alive).desk().read();
            world.run(ASK_MICROS);
        }
        check(world.await(PROGRESS_BOUND_MICROS, () -> alive.stream().allMatch(
                node -> node.applied() == world.oracle().height())),
                "stuck: nodes at %s, decided is %d", alive.stream().map(Node::applied).toList(),
                world.oracle().height());
        world.checkDurable();
        alive.forEach(node -> world.oracle().whole(node.id(), node.disk().forced()));
    }
}
