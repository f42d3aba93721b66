package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Identity;
import ariadne.chain.Snapshot;
import ariadne.kv.Roster;
import ariadne.kv.Store;
import ariadne.paxos.Ballot;
import ariadne.paxos.Envelope;
import ariadne.paxos.Hasher;
import ariadne.paxos.Input;
import ariadne.paxos.Note;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.server.Proposals.Proposal;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One server: a single thread reads, steps, writes, forces, sends and applies. The batch is what
 * arrived while the last force ran, so there is nothing to tune.
 */
public final class Node implements AutoCloseable {
    /** Length of a tick. */
    public static final long TICK_MILLIS = 20;

    /** Ticks between heartbeats. */
    public static final int HEARTBEAT_TICKS = 5;

    /** Ticks without an answer after which a peer is no neighbour; also the time to stand. */
    public static final int ELECTION_TICKS = 20;

    /** Ticks that may go by unstepped after something was heard. */
    private static final int CALM_TICKS = HEARTBEAT_TICKS;

    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;
    private static final Logger LOG = LogManager.getLogger(Node.class);

    final NodeConfig config;
    final Limits limits;
    final Ports ports;
    final Core core;
    final Door door;
    final ChainStore chain;
    final Snapshotter snapshotter;
    final Directory directory;
    private final CatchUp catchUp;
    private final Rejoin rejoin;
    private final Replay replay;
    private final Disk disk;
    private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private long nextTickNanos;
    private boolean calm;
    private volatile boolean stopping;
    boolean debug;

    /**
     * A node on an open chain. It owns the ports' network from now on.
     *
     * @throws IOException when its port can't be had
     */
    public Node(NodeConfig config, Limits limits, Ports ports, ChainStore chain, Hasher hasher,
            Parts parts) throws IOException, ChainException {
        this.config = config;
        this.limits = limits;
        this.ports = ports;
        this.disk = parts.disk(chain);
        Settings settings = new Settings(config.self().id(), HEARTBEAT_TICKS, ELECTION_TICKS,
                limits.windowBlocks(), limits.wire().blockTransactions(), limits.blockBytes(),
                limits.messageBytes(), limits.catchUpBlocks());
        RandomGenerator random = ports.random();
        this.replay = new Replay(limits.wire());
        Store store = parts.store(first(chain.identity()));
        replay.run(store, chain);
        this.directory = new Directory(config, store.roster());
        directory.demandOwnId();
        Saved saved = disk.saved(Core.membership(store.roster(), store.rosterSince()));
        this.core = new Core(parts.replica(settings, saved, disk.archive(), hasher,
                new StopBlocks(new Transactions(limits.wire())), random::nextInt), store,
                parts.proposals(limits.queuedProposals()), disk, limits, new Listener());
        this.door = new Door(this, hasher, random.nextLong() >>> 1);
        this.chain = chain;
        this.snapshotter = new Snapshotter(this, chain);
        this.catchUp = new CatchUp(this, chain, new FrameCodec(limits.wire(), hasher));
        this.rejoin = new Rejoin(this, random.nextLong());
        this.nextTickNanos = ports.clock().nanoTime();
    }

    /** Runs until {@link #stop}; a broken invariant or a failing disk ends it by an exception. */
    public void run() throws IOException, ChainException {
        LOG.info("{} serves at {}, height {}, promised {}", config.self().name(), config.listen(),
                core.applied(), core.replica.standing().promised());
        while (!stopping) {
            long waitNanos = nextTurnNanos() - ports.clock().nanoTime();
            turn(Math.clamp(waitNanos / 1_000_000, 0, (CALM_TICKS + 1) * TICK_MILLIS));
        }
        door.refuseAll("this node is stopping");
        LOG.info("{} stops at height {}", config.self().name(), core.applied());
    }

    /**
     * One turn of {@link #run}: takes what arrived, steps what is due, persists, says, applies.
     * For whoever drives the node by other means than a thread.
     *
     * @param waitMillis longest wait for something to arrive
     */
    public void turn(long waitMillis) throws IOException, ChainException {
        int heard = door.poll(waitMillis);
        catchUp.demandDisk();
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
        ticks();
        core.commit();
        directory.demandOwnId();
        snapshotter.turn();
        calm = heard > 0 && core.replica.follows() != 0 && !door.delays();
    }

    /**
     * When the next turn is due if nothing arrives before, by the node's clock: at the next tick,
     * or while a leader is heard so much later that an idle node seldom wakes for nothing.
     */
    public long nextTurnNanos() {
        return nextTickNanos + (calm ? CALM_TICKS * TICK_NANOS : 0);
    }

    /**
     * Steps the ticks that are due. Of those that a node missed while it was held up only a few
     * count: answers that wait must be heard before a peer's silence is.
     */
    private void ticks() throws ChainException {
        long now = ports.clock().nanoTime();
        long due = now < nextTickNanos ? 0 : (now - nextTickNanos) / TICK_NANOS + 1;
        nextTickNanos += due * TICK_NANOS;
        for (long i = Math.min(due, CALM_TICKS + 1); i > 0; i--) {
            core.step(new Input.Tick());
        }
        if (due > 0) {
            door.tick(now);
            catchUp.tick(now);
            rejoin.tick(now);
        }
    }

    /** Carries something out on the node's own thread, from any thread. */
    void errand(Runnable errand) {
        errands.add(errand);
        door.wakeup();
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        stopping = true;
        door.wakeup();
    }

    @Override
    public void close() throws ChainException {
        door.close();
        disk.close();
    }

    /** Its first members, whose addresses the config files say. */
    private static Roster first(Identity identity) {
        List<ariadne.kv.Member> members = new ArrayList<>();
        identity.members().forEach((id, name) ->
                members.add(new ariadne.kv.Member(id, name, "")));
        return Roster.first(members);
    }

    /** Its first members, with the addresses of this node's config file. */
    Roster firstMembers() {
        return Roster.first(config.members().stream().map(member -> new ariadne.kv.Member(
                member.id(), member.name(), member.host() + ":" + member.port())).toList());
    }

    /** Takes up a snapshot that a peer sent. */
    void install(Snapshot snapshot) throws ChainException {
        core.install(snapshot.height(), snapshot.hash(),
                replay.image(chain.snapshots(), snapshot));
        snapshotter.received(snapshot);
        LOG.info("took up {}", snapshot);
    }

    /** Name of a node by its id; empty when nobody has it. */
    String nameOf(int id) {
        return directory.nameOf(id);
    }

    /** Where a node is reached; null when that is not known. */
    InetSocketAddress addressOf(int id) {
        Member member = directory.member(id);
        return member == null ? null : member.address();
    }

    /** Who leads as far as this node knows; empty when it knows none. */
    String leaderName() {
        return nameOf(core.replica.follows());
    }

    private final class Listener implements Core.Listener {
        @Override
        public void send(Envelope envelope) {
            if (debug) {
                LOG.info("send {} {}", nameOf(envelope.to()), envelope.message());
            }
            door.send(envelope);
        }

        @Override
        public void flush() {
            door.flush();
        }

        @Override
        public void note(Note note) {
            switch (note) {
                case Note.Leads leads -> LOG.info("leads under {}", leads.ballot());
                case Note.SteppedDown down ->
                    LOG.info("{} is over: {}", down.ballot(), down.because());
                case Note.Follows follows -> {
                    if (follows.leader() != config.self().id()) {
                        LOG.info("follows {}", follows.leader() == 0
                                ? "nobody" : nameOf(follows.leader()));
                    }
                }
                case Note.NotTaken notTaken ->
                    throw new IllegalStateException(
                            "a leader with room refused: " + notTaken.why());
                case Note.ReadAt read -> door.readAt(read.id(), read.height());
                case Note.ReadLost lost -> door.readLost(lost.id());
                case Note.Behind behind -> catchUp.behind(behind.peer());
                case Note.NewEra era -> LOG.info("era {} begins, with {}", era.membership().era(),
                        era.membership().members());
                case Note.CannotStand cannot -> LOG.info("does not stand: {}", cannot.why());
            }
        }

        @Override
        public void applied(OperationId id, Applied applied) {
            door.applied(id, applied);
        }

        @Override
        public void reached(long height) {
            door.reached(height);
        }

        @Override
        public void members(Roster roster) {
            directory.update(roster);
            door.membersChanged();
            LOG.info("the members are {}{}", roster.members(), directory.belongs() ? ""
                    : "; this node is none of them, and serves nobody");
        }

        @Override
        public void refused(Proposal proposal, String why) {
            door.refused(proposal, why);
        }
    }

    /** Asks this node to stand; empty when it does, else why not. */
    String nominate() {
        core.step(new Input.Nominate());
        boolean stands = !core.replica.standsUnder().equals(Ballot.ZERO)
                || !core.replica.leads().equals(Ballot.ZERO);
        return stands ? "" : config.self().name() + " reaches no majority";
    }
}
