package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Damage;
import ariadne.chain.Identity;
import ariadne.chain.Missing;
import ariadne.chain.Sha256Hasher;
import ariadne.chain.Snapshot;
import ariadne.chain.Verification;
import ariadne.paxos.BrokenInvariant;
import ariadne.transport.Transport;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A node as a process: from a config file to an exit code. */
public final class Server {
    /** Exit code when the node stops because something failed. */
    public static final int FAILED = 255;

    private static final Logger LOG = LogManager.getLogger(Server.class);

    private Server() {}

    /**
     * Makes the node's data directory, once in its life.
     *
     * @throws ConfigException when there is something there, or it can't be written
     */
    public static void format(NodeConfig config) throws ConfigException {
        try {
            ChainStore.format(config.data(), new Identity(config.cluster(), config.self().id(),
                    config.self().name(), new TreeMap<>(config.names())));
        } catch (ChainException | IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /**
     * Runs a node until it is told to stop.
     *
     * @return the exit code: 0 when it was told to stop, {@link #FAILED} when it could not go on
     * @throws ConfigException when it can't start as configured
     */
    public static int run(NodeConfig config, NodeClock clock, Parts parts)
            throws ConfigException {
        demandFree("listen", config.listen());
        demandFree("admin", config.admin());
        boolean rejoins = config.rejoins() && config.members().size() > 1;
        while (true) {
            try {
                Ports ports = Ports.real(clock, Limits.STANDARD);
                return run(rejoins ? Comeback.ready(config, Limits.STANDARD, ports) : config,
                        ports, parts);
            } catch (IdTakenException e) {
                LOG.error("stopped: {}", e.getMessage());
                if (!rejoins || !setAside(config)) {
                    return FAILED;
                }
            } catch (ChainException | IOException e) {
                LOG.error("stopped: {}", e.getMessage());
                return FAILED;
            }
        }
    }

    private static boolean setAside(NodeConfig config) {
        try {
            Comeback.setAside(config.data());
            return true;
        } catch (IOException e) {
            LOG.error("can't set {} aside: {}", config.data(), e.getMessage());
            return false;
        }
    }

    private static int run(NodeConfig config, Ports ports, Parts parts)
            throws ConfigException, ChainException, IOException {
        try (ChainStore chain = open(config); Transport network = ports.network()) {
            if (!chain.whole()) {
                new Mender(config, Limits.STANDARD, ports, chain, new Sha256Hasher()).run();
            }
            try (Node node = new Node(config, Limits.STANDARD, ports, chain, new Sha256Hasher(),
                    parts);
                    Admin admin = new Admin(node)) {
                admin.start();
                return serve(node);
            }
        }
    }

    private static ChainStore open(NodeConfig config) throws ConfigException {
        try {
            ChainStore chain = ChainStore.open(
                    config.data(), config.cluster(), config.self().id());
            if (!chain.identity().members().equals(config.names())) {
                chain.close();
                throw new ConfigException(config.data() + " was formatted for the members "
                        + chain.identity().members().values() + ", the config file names "
                        + config.names().values());
            }
            chain.recovery().damages().forEach(damage -> LOG.warn("damaged: {}", damage));
            if (!chain.whole() && config.members().size() == 1) {
                Damage first = chain.recovery().damages().getFirst();
                chain.close();
                throw new ConfigException("damaged: " + first + "; there is no other member to"
                        + " fetch it from: put the file back from a copy");
            }
            if (chain.doubtful()) {
                LOG.warn("blocks that were accepted may be missing: votes for nothing before the"
                        + " next whole sync");
            }
            if (chain.recovery().cutBytes() > 0) {
                LOG.info("cut {} bytes of a torn tail that was never acknowledged",
                        chain.recovery().cutBytes());
            }
            return chain;
        } catch (ChainException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static int serve(Node node) throws IOException, ChainException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            node.stop();
            try {
                if (!ended.await(5, TimeUnit.SECONDS)) {
                    LOG.warn("the node did not stop within 5 s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            node.run();
            return 0;
        } catch (BrokenInvariant e) {
            LOG.fatal("broken invariant: {}", e.getMessage(), e);
            return FAILED;
        } finally {
            ended.countDown();
        }
    }

    /** A server socket that can't be had is told by name, before anything else is touched. */
    private static void demandFree(String setting, NodeConfig.Address address)
            throws ConfigException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException e) {
            throw new ConfigException("can't listen at " + setting + "=" + address + ": "
                    + e.getMessage() + "; is the port in use?");
        }
    }

    /**
     * Reads all files of a node and tells how they are.
     *
     * @param print whether every decided block is printed; the node must not be running then
     * @return whether the chain is sound
     */
    public static boolean verify(Path dir, boolean print, PrintStream out)
            throws ConfigException {
        try {
            Verification found = ChainStore.verify(dir);
            Identity identity = found.identity();
            out.printf("%s of cluster %s: %d segments, %d bytes%n", identity.name(),
                    identity.cluster(), found.segments(), found.sizeBytes());
            out.printf("height %d, decided %d, tip %s%n", found.tip(), found.decided(),
                    found.tipHash().hex());
            if (found.start() > 1) {
                out.printf("blocks from height %d on%n", found.start());
            }
            out.printf("promised %s, accepted %s%n", found.promised(), found.accepted());
            for (Snapshot snapshot : found.snapshots()) {
                out.printf("snapshot of height %d, %d bytes, block %s%n", snapshot.height(),
                        snapshot.sizeBytes(), snapshot.hash().hex());
            }
            if (found.archived() > 0) {
                out.printf("%d segments in the archive, not read%n", found.archived());
            }
            if (found.tornBytes() > 0) {
                out.printf("a tail of %d bytes was never acknowledged; the next start cuts it%n",
                        found.tornBytes());
            }
            for (Damage damage : found.damages()) {
                out.println("damaged: " + damage);
            }
            for (Missing missing : found.missing()) {
                out.println("missing, to be fetched from a peer: block " + missing);
            }
            if (found.votesLost()) {
                out.println("what it promised may be lost: it must come back as a new member");
            } else if (found.doubtful()) {
                out.println("doubtful: it votes again once a leader has synced it");
            }
            out.println(found.sound() ? "sound" : "not sound: this node must not vote");
            if (print && found.sound()) {
                print(dir, identity, out);
            }
            return found.sound();
        } catch (ChainException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static void print(Path dir, Identity identity, PrintStream out)
            throws ChainException {
        BlockWords words = new BlockWords(Limits.STANDARD.wire());
        try (ChainStore chain = ChainStore.open(dir, identity.cluster(), identity.member())) {
            chain.forEachDecided(block -> out.println(words.line(block)));
        }
    }
}
