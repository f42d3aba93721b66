package ariadne.simulator.cluster;

import static ariadne.simulator.Violation.check;

import ariadne.server.Parts;
import ariadne.simulator.Dice;
import ariadne.simulator.Outcome;
import ariadne.simulator.Shape;
import ariadne.simulator.Violation;
import ariadne.simulator.cluster.Schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** One schedule from first start to last convergence: a safety phase, then a liveness phase. */
public final class Simulation {
    private static final long PROGRESS_BOUND_MICROS = 20 * Plan.SECOND;
    private static final long ASK_MICROS = 200 * Plan.MILLI;

    static {
        Configurator.setLevel("ariadne", Level.OFF); // A run tells its events by itself.
    }

    private final Schedule schedule;
    private final Cluster cluster;
    private final Plan plan;
    private long probeValue = 1L << 40;
    private boolean wrote;
    private boolean read;

    private Simulation(Schedule schedule, Cluster cluster) {
        this.schedule = schedule;
        this.cluster = cluster;
        this.plan = schedule.plan();
    }

    /** The true node under the schedule of a seed. */
    public static Outcome run(long seed) {
        return run(Schedule.draw(seed), id -> new Parts(), null);
    }

    /**
     * Runs a schedule; never throws for what an oracle finds.
     *
     * @param parts what each node is made of, by its id
     * @param events takes what happens, and may be null
     */
    public static Outcome run(Schedule schedule, IntFunction<Parts> parts,
            Consumer<Trace.Event> events) {
        Cluster cluster = new Cluster(schedule, parts, events);
        Violation violation = null;
        try {
            new Simulation(schedule, cluster).phases();
        } catch (Violation v) {
            violation = new Violation(String.format(Locale.ROOT, "seed %d at %.6f s: %s",
                    schedule.seed(), cluster.agenda().nowMicros() / 1e6, v.getMessage()),
                    v.getCause() == null ? v : v.getCause());
        }
        Chronicle chronicle = cluster.chronicle();
        return new Outcome(schedule.seed(), violation, cluster.trace().hash(),
                cluster.agenda().nowMicros(), cluster.agenda().ran(), cluster.oracle().height(),
                chronicle.asked(), chronicle.acknowledged(), chronicle.reads(),
                cluster.tally().byName(), "");
    }

    private void phases() {
        for (Step step : schedule.steps()) {
            foretell(step);
            cluster.agenda().at(step.atMicros(), () -> does(step.deed()));
        }
        Dice starts = new Dice(schedule.seed(), "starts");
        for (Machine machine : cluster.machines()) {
            cluster.agenda().after(starts.between(0, 50) * Plan.MILLI, machine::start);
        }
        cluster.run(plan.safetyMicros());
        mend();
        live();
        check(cluster.await(PROGRESS_BOUND_MICROS, cluster::quiet),
                "stuck: %d operations have no outcome", cluster.chronicle().open());
        cluster.chronicle().judge();
    }

    /** Hosts know their pauses and deaths beforehand. */
    private void foretell(Step step) {
        switch (step.deed()) {
            case Deed.Kill kill -> cluster.machine(kill.node()).host.dies(step.atMicros());
            case Deed.Pause pause -> cluster.machine(pause.node()).host.pause(step.atMicros(),
                    step.atMicros() + pause.micros());
            default -> { }
        }
    }

    private void does(Deed deed) {
        if (deed instanceof Deed.Ask ask) {
            cluster.ask(ask);
            return;
        }
        cluster.trace().event(0, deed.line());
        switch (deed) {
            case Deed.Kill d -> {
                if (cluster.machine(d.node()).running()) {
                    count(d.power() ? Fault.POWER : Fault.KILL);
                }
                cluster.machine(d.node()).kill(d.power());
            }
            case Deed.KillLeader d -> cluster.machines().stream().filter(Machine::leads)
                    .forEach(machine -> machine.host.doom(() -> {
                        count(Fault.LEADER);
                        machine.strike();
                    }));
            case Deed.Start d -> cluster.machine(d.node()).start();
            case Deed.Pause d -> count(Fault.PAUSE);
            case Deed.Rate d -> {
                count(Fault.DRIFT);
                cluster.machine(d.node()).host.rate(d.rate());
            }
            case Deed.Jump d -> {
                count(Fault.JUMP);
                cluster.machine(d.node()).host.jump(d.millis());
            }
            case Deed.AddMember d -> cluster.addMember();
            case Deed.RemoveMember d -> cluster.removeMember(d.node());
            case Deed.Nominate d -> {
                count(Fault.NOMINATION);
                cluster.nominate(d.node());
            }
            default -> {
                toNetwork(deed);
                toDisk(deed);
            }
        }
    }

    private void count(Fault fault) {
        cluster.tally().add(fault);
    }

    private void toNetwork(Deed deed) {
        Network network = cluster.network();
        switch (deed) {
            case Deed.Partition d -> {
                count(d.oneWay() ? Fault.ONE_WAY : Fault.PARTITION);
                network.heal();
                d.shape().apply(d.order(), d.oneWay(), network::cut);
            }
            case Deed.Cut d -> network.cut(d.from(), d.to());
            case Deed.Heal d -> network.heal();
            case Deed.Clog d -> {
                count(Fault.CLOG);
                network.clog(d.a(), d.b(), d.micros());
            }
            case Deed.Reset d -> {
                count(Fault.RESET);
                network.reset(d.a(), d.b());
            }
            default -> { }
        }
    }

    private void toDisk(Deed deed) {
        switch (deed) {
            case Deed.SlowDisk d -> {
                count(Fault.SLOW_DISK);
                cluster.machine(d.node()).volume.slow(d.micros());
            }
            case Deed.FailForce d -> {
                count(Fault.FAILED_FORCE);
                cluster.machine(d.node()).volume.failForce();
            }
            case Deed.FullDisk d -> {
                count(Fault.FULL_DISK);
                cluster.machine(d.node()).volume.full(d.full());
            }
            case Deed.FailRead d -> {
                count(Fault.READ_ERROR);
                cluster.machine(d.node()).volume.failRead();
            }
            case Deed.Rot d -> {
                count(Fault.ROT);
                cluster.machine(d.node()).volume.rot(d.place());
            }
            case Deed.LoseWrite d -> {
                count(Fault.LOST_WRITE);
                cluster.machine(d.node()).volume.loseWrite(d.place());
            }
            case Deed.Misdirect d -> {
                count(Fault.MISDIRECTED);
                cluster.machine(d.node()).volume.misdirect(d.place(), d.meant());
            }
            default -> { }
        }
    }

    /** No more faults; a majority at least comes back, and whoever does not is dead. */
    private void mend() {
        cluster.trace().event(0, "the liveness phase begins");
        Network network = cluster.network();
        network.heal();
        network.weather(plan.fine());
        Dice dice = new Dice(schedule.seed(), "survivors");
        int count = plan.machines();
        // A change under way may need any of the nodes.
        int survivors = plan.allHeal() || plan.spares() > 0 ? count : count / 2 + 1;
        for (int a = 1; a <= count; a++) {
            for (int b = 1; b <= count + plan.clients(); b++) {
                network.clog(a, b, 0);
            }
        }
        List<Integer> order = new ArrayList<>(Shape.shuffled(count, dice));
        if (plan.damage()) {
            List<Integer> victims = Nemesis.victims(schedule.seed(), count);
            order.removeAll(victims);
            order.addAll(victims);
        }
        for (int i = 0; i < count; i++) {
            Machine machine = cluster.machine(order.get(i));
            machine.volume.calm();
            machine.volume.pace(plan.fine());
            machine.host.awake();
            if (i >= survivors) {
                machine.retire();
                machine.kill(true);
            } else {
                machine.start();
            }
        }
    }

    /** With a healed majority a write and a read succeed, and everybody converges. */
    private void live() {
        // A turn that began on a slow disk ends when it would have.
        long free = cluster.machines().stream().mapToLong(m -> m.host.busyMicros()).max()
                .orElse(0);
        long end = Math.max(cluster.agenda().nowMicros(), free) + PROGRESS_BOUND_MICROS;
        while (!wrote || !read) {
            check(cluster.agenda().nowMicros() < end, "stuck: no new %s within %d s",
                    wrote ? "read" : "write", PROGRESS_BOUND_MICROS / Plan.SECOND);
            probe();
            cluster.run(ASK_MICROS);
        }
        List<Machine> alive = new ArrayList<>();
        check(cluster.await(PROGRESS_BOUND_MICROS, () -> {
            alive.clear();
            cluster.machines().stream().filter(Machine::serving).forEach(alive::add);
            return hasMajority(alive) && alive.stream().allMatch(
                    machine -> machine.applied() == cluster.oracle().height());
        }), "stuck: nodes at %s, decided is %d", alive.stream().map(Machine::applied).toList(),
                cluster.oracle().height());
    }

    private boolean hasMajority(List<Machine> alive) {
        List<Integer> members = cluster.oracle().roster().ids();
        return alive.stream().filter(machine -> members.contains(machine.host.id)).count()
                > members.size() / 2;
    }

    private void probe() {
        long writes = cluster.chronicle().acknowledged();
        long reads = cluster.chronicle().reads();
        int key = (int) (probeValue % plan.keys());
        cluster.probe(new Deed.Ask(0, "write", key, probeValue++),
                () -> wrote |= cluster.chronicle().acknowledged() > writes);
        cluster.probe(new Deed.Ask(0, "read", key, 0),
                () -> read |= cluster.chronicle().reads() > reads);
    }
}
