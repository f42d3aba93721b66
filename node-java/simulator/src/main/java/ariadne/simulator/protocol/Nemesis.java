package ariadne.simulator.protocol;

import ariadne.paxos.Input;
import ariadne.simulator.Dice;
import ariadne.simulator.Shape;
import java.util.List;

/** Faults on purpose, each kind with a rhythm and a chance of its own. */
final class Nemesis {
    private final World world;
    private final Plan.Faults faults;
    private final int count;
    private boolean stopped;
    private int partitions;

    Nemesis(World world) {
        this.world = world;
        this.faults = world.plan().faults();
        this.count = world.plan().nodes();
    }

    void start() {
        again("partition", faults.partitionMicros(), this::partition);
        again("crash", faults.crashMicros(), this::crash);
        again("pause", faults.pauseMicros(), this::pause);
        again("slow disk", faults.slowDiskMicros(), this::slowDisk);
        again("nomination", faults.nominationMicros(), this::nominate);
        again("reconnect", faults.reconnectMicros(), this::reconnect);
    }

    private interface Deed {
        void done(Dice dice);
    }

    private void again(String name, long gap, Deed deed) {
        if (gap > 0) {
            again(new Dice(world.seed(), "nemesis/" + name), gap, deed);
        }
    }

    private void again(Dice dice, long gap, Deed deed) {
        world.agenda().after(dice.exponential(gap), () -> {
            if (!stopped) {
                deed.done(dice);
                again(dice, gap, deed);
            }
        });
    }

    private void partition(Dice dice) {
        Shape shape = dice.pick(List.of(Shape.values()));
        boolean oneWay = dice.happens(0.25);
        List<Integer> order = Shape.shuffled(count, dice);
        world.network().heal();
        shape.apply(order, oneWay, world.network()::cut);
        world.tally().add(oneWay ? Fault.ONE_WAY : Fault.PARTITION, 1);
        world.trace().event(0, "partition", shape + " " + order + (oneWay ? " one way" : ""),
                shape.ordinal());
        int number = ++partitions;
        long length = dice.exponential(dice.pick(List.of(300L, 1500L)) * Plan.MILLI);
        world.agenda().after(length, () -> {
            if (number == partitions) {
                world.network().heal();
                world.trace().event(0, "heals", "", number);
            }
        });
    }

    private void crash(Dice dice) {
        int victims = dice.pick(List.of(1, 1, 1, (count - 1) / 2, count));
        long down = dice.exponential(dice.pick(List.of(20L, 500L, 2000L)) * Plan.MILLI);
        boolean together = dice.happens(0.5);
        if (victims == count) {
            world.tally().add(Fault.CRASH_OF_ALL, 1);
        }
        for (int id : Shape.shuffled(count, dice).subList(0, victims)) {
            if (world.node(id).up()) {
                world.crash(id);
                long delay = together ? down : dice.exponential(down);
                world.agenda().after(delay, () -> restart(id));
            }
        }
    }

    private void restart(int id) {
        if (!stopped && !world.node(id).up()) {
            world.node(id).start();
        }
    }

    private void pause(Dice dice) {
        Node node = world.node(1 + dice.below(count));
        long length = dice.exponential(dice.pick(List.of(30L, 400L, 1500L)) * Plan.MILLI);
        if (!node.up() || node.paused()) {
            return;
        }
        node.pause();
        world.tally().add(Fault.PAUSE, 1);
        int number = node.pauses();
        world.agenda().after(length, () -> {
            if (node.inPause(number)) {
                node.resume();
            }
        });
    }

    private void slowDisk(Dice dice) {
        Node node = world.node(1 + dice.below(count));
        long slow = dice.pick(List.of(20L, 100L, 1000L)) * Plan.MILLI;
        node.pace(new Plan.Disks(slow / 4, slow, 0, 0));
        world.tally().add(Fault.SLOW_DISK, 1);
        world.agenda().after(dice.exponential(Plan.SECOND),
                () -> node.pace(world.plan().disks()));
    }

    private void nominate(Dice dice) {
        Node node = world.node(1 + dice.below(count));
        if (node.up()) {
            node.arrive(new Input.Nominate());
            world.tally().add(Fault.NOMINATION, 1);
        }
    }

    private void reconnect(Dice dice) {
        int peer = 1 + dice.below(count);
        Node node = world.node(1 + dice.below(count));
        if (node.up() && node.id() != peer) {
            node.arrive(new Input.Reconnected(peer));
            world.tally().add(Fault.RECONNECT, 1);
        }
    }

    /** No more faults; what was done is undone, and {@code survivors} nodes at least are up. */
    void stop(int survivors) {
        stopped = true;
        partitions++;
        world.network().heal();
        world.network().weather(Plan.Weather.FINE);
        Dice dice = new Dice(world.seed(), "nemesis/survivors");
        List<Integer> order = Shape.shuffled(count, dice);
        for (int i = 0; i < count; i++) {
            Node node = world.node(order.get(i));
            node.pace(Plan.Disks.GOOD);
            if (node.paused()) {
                node.resume();
            }
            if (i >= survivors && node.up()) {
                world.crash(node.id());
            } else if (i < survivors && !node.up()) {
                node.start();
            }
        }
    }
}
