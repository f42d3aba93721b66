package ariadne.simulator.cluster;

import ariadne.simulator.Dice;
import ariadne.simulator.Shape;
import ariadne.simulator.cluster.Schedule.Step;
import java.util.ArrayList;
import java.util.List;

/** Faults on purpose, drawn beforehand, each kind with a rhythm and a chance of its own. */
final class Nemesis {
    private final long seed;
    private final Plan plan;
    private final int nodes;
    private final List<Step> steps = new ArrayList<>();

    Nemesis(long seed, Plan plan) {
        this.seed = seed;
        this.plan = plan;
        this.nodes = plan.machines();
    }

    private interface Draw {
        void at(long micros, Dice dice);
    }

    List<Step> draw() {
        each("partition", this::partition);
        each("kill", this::kill);
        each("kill leader", (at, dice) -> {
            add(at, new Deed.KillLeader());
            for (int id = 1; id <= nodes; id++) {
                add(at + dice.exponential(Plan.SECOND), new Deed.Start(id));
            }
        });
        each("pause", (at, dice) -> add(at, new Deed.Pause(node(dice),
                dice.exponential(dice.pick(List.of(30L, 400L, 1500L)) * Plan.MILLI))));
        each("slow disk", (at, dice) -> {
            int node = node(dice);
            add(at, new Deed.SlowDisk(node, dice.pick(List.of(20L, 100L, 1000L)) * Plan.MILLI));
            add(at + dice.exponential(Plan.SECOND), new Deed.SlowDisk(node, 0));
        });
        each("failed force", (at, dice) -> add(at, new Deed.FailForce(node(dice))));
        each("full disk", (at, dice) -> {
            int node = node(dice);
            add(at, new Deed.FullDisk(node, true));
            add(at + dice.exponential(Plan.SECOND), new Deed.FullDisk(node, false));
        });
        each("clog", (at, dice) -> {
            int a = node(dice);
            int b = 1 + dice.below(nodes + plan.clients());
            add(at, new Deed.Clog(a, b, dice.pick(List.of(50L, 300L, 1500L)) * Plan.MILLI));
            add(at + dice.exponential(Plan.SECOND), new Deed.Clog(a, b, 0));
        });
        each("reset", (at, dice) ->
                add(at, new Deed.Reset(node(dice), 1 + dice.below(nodes + plan.clients()))));
        each("drift", (at, dice) -> add(at, new Deed.Rate(node(dice), 0.7 + 0.6 * dice.unit())));
        each("jump", (at, dice) ->
                add(at, new Deed.Jump(node(dice), dice.between(-60_000, 60_000))));
        if (plan.damage() && nodes >= 3) {
            each("read error", (at, dice) -> add(at, new Deed.FailRead(victim(dice))));
            each("rot", (at, dice) -> add(at, new Deed.Rot(victim(dice), dice.unit())));
            each("lost write", (at, dice) ->
                    add(at, new Deed.LoseWrite(victim(dice), dice.unit())));
            each("misdirected", (at, dice) -> add(at,
                    new Deed.Misdirect(victim(dice), dice.unit(), dice.unit())));
        }
        if (plan.spares() > 0) {
            each("add member", (at, dice) -> add(at, new Deed.AddMember()));
            each("remove member", (at, dice) -> add(at, new Deed.RemoveMember(node(dice))));
        }
        each("nominate", (at, dice) -> add(at, new Deed.Nominate(node(dice))));
        return steps;
    }

    private void each(String name, Draw draw) {
        Dice dice = new Dice(seed, "nemesis/" + name);
        if (dice.happens(0.5)) {
            return;
        }
        long gap = dice.pick(List.of(400L, 1000L, 2500L, 5000L)) * Plan.MILLI;
        for (long at = dice.exponential(gap); at < plan.safetyMicros();
                at += dice.exponential(gap)) {
            draw.at(at, dice);
        }
    }

    private void add(long at, Deed deed) {
        if (at < plan.safetyMicros()) {
            steps.add(new Step(at, deed));
        }
    }

    private int node(Dice dice) {
        return 1 + dice.below(nodes);
    }

    /**
     * The fault atlas: disks of a fixed minority alone go bad, so a majority has never lost a copy
     * of anything.
     */
    static List<Integer> victims(long seed, int nodes) {
        return Shape.shuffled(nodes, new Dice(seed, "atlas")).subList(0, (nodes - 1) / 2);
    }

    private int victim(Dice dice) {
        return dice.pick(victims(seed, nodes));
    }

    private void partition(long at, Dice dice) {
        Shape shape = dice.pick(List.of(Shape.values()));
        add(at, new Deed.Partition(shape, Shape.shuffled(nodes, dice), dice.happens(0.25)));
        add(at + dice.exponential(dice.pick(List.of(300L, 1500L)) * Plan.MILLI),
                new Deed.Heal());
    }

    private void kill(long at, Dice dice) {
        int victims = dice.pick(List.of(1, 1, 1, (nodes - 1) / 2, nodes));
        boolean power = dice.happens(0.6);
        boolean together = dice.happens(0.5);
        long down = dice.exponential(dice.pick(List.of(20L, 500L, 2000L)) * Plan.MILLI);
        for (int id : Shape.shuffled(nodes, dice).subList(0, victims)) {
            add(at, new Deed.Kill(id, power));
            add(at + (together ? down : dice.exponential(down)), new Deed.Start(id));
        }
    }
}
