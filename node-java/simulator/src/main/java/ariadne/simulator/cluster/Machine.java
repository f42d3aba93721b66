package ariadne.simulator.cluster;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Identity;
import ariadne.chain.Sha256Hasher;
import ariadne.chain.UnreadableBlockException;
import ariadne.paxos.Ballot;
import ariadne.paxos.Standing;
import ariadne.server.Mender;
import ariadne.server.Node;
import ariadne.server.NodeConfig;
import ariadne.server.Parts;
import ariadne.server.Ports;
import ariadne.simulator.Dice;
import ariadne.simulator.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A node on its machine, over all its lives. */
final class Machine implements Host.Program {
    static final String CLUSTER = "sim";
    private static final long MENDING_MICROS = 50 * Plan.MILLI;

    /** What comes after mending. */
    private interface Serving {
        void serve() throws IOException, ChainException;
    }

    final Host host;
    final MemoryVolume volume;
    private final Cluster cluster;
    private final NodeConfig config;
    private final Parts parts;
    private Node node;
    /** Fetches what the chain lacks; null when it lacks nothing. */
    private Mender mender;
    private Serving mended;
    private Watch watch;
    private Sockets sockets;
    private boolean wanted;
    private boolean retired;
    private boolean dying;
    private int life;
    private long forces;

    /** A machine whose directory is formatted; only a first member's starts by itself. */
    Machine(Cluster cluster, Host host, NodeConfig config, Parts parts) {
        this.cluster = cluster;
        this.host = host;
        this.config = config;
        this.parts = parts;
        this.volume = new MemoryVolume(cluster.seed(), cluster.plan(), host);
        this.wanted = config.names().containsKey(host.id);
        try {
            volume.createDirectories(config.data().getParent());
            ChainStore.format(volume, config.data(), new Identity(CLUSTER, host.id,
                    config.self().name(), new TreeMap<>(config.names())));
        } catch (ChainException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts to become a member. */
    void join() {
        wanted = true;
        start();
    }

    static Path data(int id) {
        return Path.of("/n" + id + "/data");
    }

    boolean running() {
        return node != null || mender != null;
    }

    /** Whether it serves, or at least takes part. */
    boolean serving() {
        return node != null;
    }

    boolean leads() {
        return node != null && !watch.replica().leads().equals(Ballot.ZERO);
    }

    long applied() {
        return cluster.oracle().decided(host.id);
    }

    long state() {
        return watch.applied().stateHash();
    }

    /** Comes back no more. */
    void retire() {
        retired = true;
    }

    /** Starts from what the disk holds, unless it runs. */
    void start() {
        if (running() || retired || dying || !wanted) {
            return;
        }
        if (host.busyMicros() > cluster.agenda().nowMicros()) {
            // The life before has not come to its end yet.
            cluster.agenda().at(host.busyMicros(), this::start);
            return;
        }
        life++;
        cluster.network().power(host.id, true);
        cluster.trace().event(host.id, "starts");
        try {
            host.within(this::open);
        } catch (Host.Death death) {
            dying = true; // Half started; the kill that is due then finds it so.
            return;
        }
        if (running()) {
            host.run(this);
        }
    }

    private void open() {
        RandomGenerator random = new Chances(new Dice(cluster.seed(),
                "node/" + host.id + "/" + life));
        sockets = new Sockets(cluster.network(), host,
                Ports.transportLimits(cluster.plan().limits()));
        int born = life;
        Ports ports = new Ports(host, sockets, task -> background(born, task), random, life);
        watch = new Watch(parts, cluster.oracle(), host.id, volume);
        try {
            ChainStore chain = ChainStore.open(volume, config.data(), CLUSTER, host.id,
                    cluster.plan().segmentBytes());
            if (chain.whole()) {
                serve(ports, chain);
            } else {
                mender = new Mender(config, cluster.plan().limits(), ports, chain,
                        new Sha256Hasher());
                mended = () -> serve(ports, chain);
            }
        } catch (ChainException | UnreadableBlockException | IOException e) {
            stopped(e);
            return;
        } catch (Violation | Host.Death e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new Violation("node " + host.id + " does not start: " + e, e);
        }
    }

    /** The chain is whole, or the node knows that it may not be: it begins to serve. */
    private void serve(Ports ports, ChainStore chain) throws IOException, ChainException {
        if (chain.doubtful()) {
            cluster.tally().add(Fault.DOUBT);
        }
        node = new Node(config, cluster.plan().limits(), ports, chain, new Sha256Hasher(), watch);
        cluster.oracle().state(host.id, applied(), state());
    }

    private void background(int born, Runnable task) {
        cluster.agenda().after(1 + cluster.backgroundMicros(host.id), () -> {
            if (born == life && running()) {
                host.aside(task);
            }
        });
    }

    @Override
    public void turn() {
        try {
            if (mender != null) {
                mend();
                return;
            }
            node.turn(0);
        } catch (ChainException | IOException e) {
            if (node != null) {
                settle(watch.replica().standing(), false);
            }
            stopped(e);
            return;
        } catch (Host.Death e) {
            if (node != null) {
                settle(watch.replica().standing(), false);
            }
            throw e;
        } catch (UnreadableBlockException e) {
            stopped(e);
            return;
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new Violation("node " + host.id + ": " + e, e);
        }
        if (volume.takeLostWrite()) {
            throw new Violation("node " + host.id + " goes on after its disk failed");
        }
        if (volume.forces() > forces) {
            forces = volume.forces();
            cluster.trace().forced(host.id);
        }
        Standing standing = watch.replica().standing();
        cluster.oracle().stands(host.id, standing);
        settle(standing, true);
    }

    private void mend() throws ChainException, IOException {
        if (mender.turn(0)) {
            mender = null;
            cluster.tally().add(Fault.MENDED);
            mended.serve();
        }
    }

    /** Shows the oracle what the node has decided, be the turn ended or broken off. */
    private void settle(Standing standing, boolean applied) {
        Oracle oracle = cluster.oracle();
        long before = applied();
        long start = watch.replica().start();
        if (start > before + 1 && standing.decided() > before) {
            cluster.tally().add(Fault.INSTALLED);
            oracle.installed(host.id, start - 1, watch.replica().hashBelow());
        }
        for (long height = applied() + 1; height <= standing.decided(); height++) {
            oracle.decides(host.id, watch.replica().block(height));
        }
        if (applied && standing.decided() > before) {
            oracle.state(host.id, standing.decided(), state());
        }
    }

    @Override
    public long dueMicros() {
        return node != null ? host.microsAt(node.nextTurnNanos())
                : host.nowMicros() + MENDING_MICROS;
    }

    /** The node has stopped by itself: right when its disk failed, wrong else. */
    private void stopped(Exception why) {
        if (!volume.takeTrouble() && !volume.rotten()) {
            throw new Violation("node " + host.id + " stops: " + why.getMessage(), why);
        }
        cluster.trace().event(host.id, "stops: " + why.getMessage());
        gone(false);
        cluster.agenda().after(cluster.operatorMicros(host.id), this::start);
    }

    /** The process dies; with the power all that was not forced may go. */
    void kill(boolean power) {
        if (running() || dying) {
            gone(power);
        }
        if (power) {
            cluster.network().power(host.id, false);
            if (volume.powerCut()) {
                cluster.tally().add(Fault.TORN);
            }
        }
    }

    /** The power goes, and somebody comes to put it on again. */
    void strike() {
        kill(true);
        cluster.agenda().after(cluster.operatorMicros(host.id), this::start);
    }

    private void gone(boolean power) {
        host.stop();
        dying = false;
        node = null;
        mender = null;
        volume.abandoned();
        volume.takeTrouble(); // It was that life's, which had no more turn to stop in.
        if (sockets != null) {
            sockets.die(power);
            sockets = null;
        }
    }

    /** A node's own chance, the same in every JDK. */
    private static final class Chances implements RandomGenerator {
        private final Dice dice;

        Chances(Dice dice) {
            this.dice = dice;
        }

        @Override
        public long nextLong() {
            return dice.next();
        }

        @Override
        public int nextInt(int bound) {
            return dice.below(bound);
        }
    }
}
