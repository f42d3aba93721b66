package ariadne.chaos.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Nodes as processes of this machine, on one of two networks. */
final class LocalLab implements Lab {
    private static final Logger LOG = LogManager.getLogger(LocalLab.class);

    private final LabSettings settings;
    private final LocalNetwork network;
    private final Watchdog watchdog;
    private final Optional<Faketime> faketime;
    private final Map<String, NodeProcess> processes = new LinkedHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::undo, "close the lab");

    /** Takes the network over: it is closed with the lab, and when there will be no lab. */
    LocalLab(LabSettings settings, LocalNetwork network) {
        this.settings = settings;
        this.network = network;
        faketime = settings.libfaketime() ? Faketime.find() : Optional.empty();
        watchdog = new Watchdog();
        try {
            for (String node : settings.nodes()) {
                LocalNetwork.Place place = network.place(node);
                processes.put(node, new NodeProcess(node, settings, inOwnSession(place), faketime,
                        watchdog));
            }
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (RuntimeException e) {
            undo();
            throw e;
        }
    }

    // A session of its own keeps the terminal's Ctrl-C from the nodes: the harness ends them, in
    // order.
    private static LocalNetwork.Place inOwnSession(LocalNetwork.Place place) {
        if (!Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return place;
        }
        List<String> launcher = new ArrayList<>(List.of("/usr/bin/setsid"));
        launcher.addAll(place.launcher());
        return new LocalNetwork.Place(place.listen(), place.admin(), place.members(), launcher);
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public String description() {
        return network.description();
    }

    @Override
    public List<String> nodes() {
        return settings.nodes();
    }

    @Override
    public String cluster() {
        return settings.cluster();
    }

    @Override
    public String clientAddress(String node) {
        return process(node).place().listen();
    }

    @Override
    public String adminAddress(String node) {
        return process(node).place().admin();
    }

    @Override
    public void start(String node) {
        process(node).start();
    }

    @Override
    public void awaitReady(String node, long timeoutMillis) {
        process(node).awaitReady(timeoutMillis);
    }

    @Override
    public void kill(String node) {
        process(node).kill();
    }

    @Override
    public void renew(String node, int id) {
        process(node).renew(id);
    }

    @Override
    public void pause(String node) {
        process(node).pause();
    }

    @Override
    public void resume(String node) {
        process(node).resume();
    }

    @Override
    public void cut(String from, String to) {
        known(from, to);
        network.cut(from, to);
    }

    @Override
    public void mend(String from, String to) {
        known(from, to);
        network.mend(from, to);
    }

    @Override
    public void delay(String from, String to, long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a delay of " + millis + " ms");
        }
        known(from, to);
        if (millis > 0) {
            mechanism(FaultKind.DELAY);
        }
        if (network.delays() instanceof Capability.Real) {
            network.delay(from, to, millis);
        }
    }

    @Override
    public void lose(String from, String to, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a loss of " + share);
        }
        known(from, to);
        if (share > 0) {
            mechanism(FaultKind.LOSS);
        }
        if (network.losses() instanceof Capability.Real) {
            network.lose(from, to, share);
        }
    }

    @Override
    public void setClock(String node, ClockSetting setting) {
        process(node).setClock(setting);
    }

    @Override
    public boolean isRunning(String node) {
        return process(node).isRunning();
    }

    @Override
    public List<String> unexpectedEnds() {
        return processes.values().stream().map(NodeProcess::unexpectedEnds)
                .flatMap(Collection::stream).toList();
    }

    @Override
    public Path logFile(String node) {
        return process(node).log();
    }

    @Override
    public Path dataDir(String node) {
        return process(node).data();
    }

    @Override
    public Map<FaultKind, Capability> capabilities() {
        Map<FaultKind, Capability> all = new EnumMap<>(FaultKind.class);
        all.put(FaultKind.PARTITION, network.partitions());
        all.put(FaultKind.KILL, new Capability.Real(
                "SIGKILL to the node's process, then a restart"));
        all.put(FaultKind.PAUSE, new Capability.Real(
                "SIGSTOP to the node's process, then SIGCONT"));
        all.put(FaultKind.CLOCK, new Capability.Real(faketime.isPresent()
                ? "libfaketime moves the wall clock of the whole process, the node's lab clock"
                        + " file the rate of wall and monotonic clock"
                : "the node's lab clock file: offset of the wall clock, rate of wall and"
                        + " monotonic clock"));
        all.put(FaultKind.MEMBERSHIP, new Capability.Real("SIGKILL to the node's process and the"
                + " loss of its data; an empty node of that name joins under a new id"));
        all.put(FaultKind.DELAY, network.delays());
        all.put(FaultKind.LOSS, network.losses());
        return all;
    }

    @Override
    public void close() {
        undo();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("closed while the JVM goes down");
        }
    }

    private void undo() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        RuntimeException trouble = null;
        for (NodeProcess process : processes.values()) {
            trouble = attempt(process::close, trouble);
        }
        trouble = attempt(network::close, trouble);
        watchdog.close();
        if (trouble != null) {
            throw trouble;
        }
    }

    private static RuntimeException attempt(Runnable step, RuntimeException before) {
        try {
            step.run();
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }

    private void known(String from, String to) {
        process(from);
        process(to);
        if (from.equals(to)) {
            throw new IllegalArgumentException("no link from " + from + " to itself");
        }
    }

    private NodeProcess process(String node) {
        NodeProcess process = processes.get(node);
        if (process == null) {
            throw LabInputException.unknown("node", node, settings.nodes());
        }
        return process;
    }
}
