package ariadne.simulator.protocol;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Decision;
import ariadne.paxos.Durable;
import ariadne.paxos.Envelope;
import ariadne.paxos.Input;
import ariadne.paxos.Membership;
import ariadne.paxos.Message;
import ariadne.paxos.Note;
import ariadne.paxos.Output;
import ariadne.paxos.Replica;
import ariadne.paxos.Settings;
import ariadne.simulator.Dice;
import ariadne.simulator.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node around the replica: carries out its effects by the law of {@link Output}. What arrives
 * while a force runs is stepped after it, as one batch with one force.
 */
final class Node implements Network.Port {
    private final World world;
    private final int id;
    private final Disk disk;
    private final Desk desk;
    private final Dice diskDice;
    private final Dice tickDice;
    private final Deque<Input> inbox = new ArrayDeque<>();
    private final List<Envelope> held = new ArrayList<>();
    private final List<Decision> undone = new ArrayList<>();
    private Replica replica;
    private Plan.Disks pace;
    private int life;
    private int pauses;
    private boolean paused;
    private boolean forcing;
    private boolean forceEnded;
    private boolean wantsForce;
    private long applied;
    private long state;

    Node(World world, int id) {
        this.world = world;
        this.id = id;
        this.disk = new Disk(id, world.oracle());
        this.desk = new Desk(world, this);
        this.diskDice = new Dice(world.seed(), "disk/" + id);
        this.tickDice = new Dice(world.seed(), "clock/" + id);
        this.pace = world.plan().disks();
    }

    int id() {
        return id;
    }

    boolean up() {
        return replica != null;
    }

    boolean paused() {
        return paused;
    }

    int life() {
        return life;
    }

    long applied() {
        return applied;
    }

    /** The replica of this life; null while the node is down. */
    Replica replica() {
        return replica;
    }

    Disk disk() {
        return disk;
    }

    Desk desk() {
        return desk;
    }

    void pace(Plan.Disks now) {
        pace = now;
    }

    /** Starts from what the disk holds. */
    void start() {
        Plan plan = world.plan();
        Plan.Limits limits = plan.limits();
        world.oracle().started(id, disk.forced());
        world.trace().event(id, "starts", disk.forced().decided(), life);
        Settings settings = new Settings(id,
                Plan.HEARTBEAT_TICKS, Plan.ELECTION_TICKS, limits.windowBlocks(),
                limits.blockTransactions(), limits.blockBytes(), limits.messageBytes(), 1000);
        replica = world.build().replica(settings,
                disk.forced().saved(Membership.first(IntStream.rangeClosed(1, plan.nodes())
                        .boxed().toList())), disk.forced()::block,
                new QuickHasher(), new Dice(world.seed(), "replica/" + id + "/" + life));
        state = 0;
        for (applied = 0; applied < disk.forced().decided(); applied++) {
            state = Oracle.fold(state, disk.forced().block(applied + 1));
        }
        world.oracle().applied(id, applied, state);
        int born = life;
        long tick = world.plan().tickMicros().get(id - 1);
        world.agenda().after(tickDice.between(1, tick), () -> tick(born, tick));
    }

    private void tick(int born, long tick) {
        if (born == life && up()) {
            arrive(new Input.Tick());
            world.agenda().after(tick, () -> tick(born, tick));
        }
    }

    /** Loses everything that was not forced, but perhaps for the first records of it. */
    void crash() {
        int unforced = disk.unforced();
        int kept = unforced == 0 ? 0 : diskDice.below(unforced + 1);
        world.tally().add(Fault.TORN, unforced - kept);
        world.trace().event(id, "crashes, records kept of unforced:", kept + " of " + unforced,
                kept);
        disk.crash(kept);
        life++;
        replica = null;
        inbox.clear();
        held.clear();
        undone.clear();
        desk.crash();
        paused = false;
        forcing = false;
        forceEnded = false;
        wantsForce = false;
    }

    /** Stops stepping; what arrives waits. */
    void pause() {
        paused = true;
        pauses++;
        world.trace().event(id, "pauses", "", pauses);
    }

    /** Whether it is still the pause of that number, counted over all lives. */
    boolean inPause(int number) {
        return paused && pauses == number;
    }

    int pauses() {
        return pauses;
    }

    void resume() {
        paused = false;
        world.trace().event(id, "resumes, inputs that wait:", inbox.size(), inbox.size());
        if (forceEnded) {
            forceEnded = false;
            forced();
        } else if (!forcing) {
            drain();
        }
    }

    @Override
    public void receive(int from, Message message) {
        if (up()) {
            arrive(new Input.Received(from, message));
        }
    }

    @Override
    public void forwarded(int from, Operation operation) {
        if (up()) {
            desk.propose(List.of(operation));
        }
    }

    /** Something happens to the node. */
    void arrive(Input input) {
        inbox.add(input);
        if (!forcing && !paused) {
            drain();
        }
    }

    private void drain() {
        while (!inbox.isEmpty()) {
            step(inbox.poll());
        }
        if (wantsForce) {
            wantsForce = false;
            forcing = true;
            int born = life;
            world.agenda().after(forceMicros(), () -> forceEnds(born));
        } else {
            release();
        }
    }

    private long forceMicros() {
        long micros = pace.leastMicros() + diskDice.skewed(pace.jitterMicros());
        return pace.slow() > 0 && diskDice.happens(pace.slow())
                ? micros + diskDice.between(0, pace.slowMicros()) : micros;
    }

    private void forceEnds(int born) {
        if (born != life) {
            return;
        }
        disk.force();
        forcing = false;
        if (paused) {
            forceEnded = true;
        } else {
            forced();
        }
    }

    private void forced() {
        release();
        inbox.addFirst(new Input.Forced());
        drain();
    }

    private void step(Input input) {
        Output output;
        try {
            output = replica.step(input);
        } catch (Error | RuntimeException e) {
            throw new Violation("node " + id + " on " + input + ": " + e, e);
        }
        world.trace().stepped(id, output.persist().size(), output.send().size(),
                output.decide().size());
        for (Durable durable : output.persist()) {
            disk.write(durable);
            wantsForce |= world.build().needsForce(durable);
        }
        for (Envelope envelope : output.send()) {
            if (world.build().waits(envelope.message())) {
                held.add(envelope);
            } else {
                send(envelope);
            }
        }
        for (Decision decision : output.decide()) {
            world.oracle().decided(id, decision.block());
            undone.add(decision);
        }
        for (Note note : output.notes()) {
            world.trace().event(id, "notes", note, 0);
            desk.note(note);
        }
    }

    private void send(Envelope envelope) {
        world.oracle().said(id, envelope.message());
        world.network().send(id, envelope.to(), envelope.message());
    }

    /** What was said and decided before the force is said and done now. */
    private void release() {
        for (Envelope envelope : held) {
            send(envelope);
        }
        held.clear();
        for (Decision decision : undone) {
            apply(decision.block());
        }
        undone.clear();
    }

    private void apply(Block block) {
        applied = block.height();
        state = Oracle.fold(state, block);
        world.oracle().applied(id, applied, state);
        desk.applied(block);
    }

    /** Whether it leads, up and awake or not. */
    boolean leads() {
        return up() && !replica.leads().equals(Ballot.ZERO);
    }
}
