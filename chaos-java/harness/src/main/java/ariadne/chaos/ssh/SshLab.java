package ariadne.chaos.ssh;

import ariadne.chaos.lab.Capability;
import ariadne.chaos.lab.ChosenLab;
import ariadne.chaos.lab.ClockSetting;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabException;
import ariadne.chaos.lab.LabInputException;
import ariadne.chaos.lab.Parallel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Nodes that Ansible deployed on machines of their own, over SSH. They are wiped and formatted
 * anew for a test, and run on, healed, after it.
 */
public final class SshLab implements Lab {
    private static final Logger LOG = LogManager.getLogger(SshLab.class);

    private final Inventory inventory;
    private final Path directory;
    private final Map<String, RemoteNode> remotes = new TreeMap<>();
    private final String cluster;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::undoOnExit, "heal the machines");
    private volatile boolean touched;
    private volatile boolean goingDown;

    /** The machines of an inventory, not connected yet. */
    public static ChosenLab chosen(Inventory inventory, boolean expectRestarts) {
        return new ChosenLab("ssh", inventory.file().toString(), (nodes, cluster, directory) ->
                new SshLab(inventory, directory, expectRestarts));
    }

    private SshLab(Inventory inventory, Path directory, boolean expectRestarts) {
        this.inventory = inventory;
        this.directory = directory.toAbsolutePath().normalize();
        Map<String, RemoteNode> connected = new ConcurrentSkipListMap<>();
        List<SshMachine> machines = inventory.hosts().stream().map(SshMachine::new).toList();
        try {
            Parallel.each(inventory.nodes(), node -> connected.put(node, RemoteNode.connect(
                    machines.get(inventory.nodes().indexOf(node)), inventory.nodes(),
                    expectRestarts)));
            remotes.putAll(connected);
            cluster = agreedCluster();
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (RuntimeException e) {
            machines.forEach(SshMachine::close);
            throw e;
        }
    }

    private String agreedCluster() {
        RemoteNode first = remotes.values().iterator().next();
        for (RemoteNode remote : remotes.values()) {
            if (!remote.cluster().equals(first.cluster())) {
                throw new LabException(remote.host() + " belongs to the cluster \""
                        + remote.cluster() + "\", " + first.host() + " to \"" + first.cluster()
                        + "\"; deploy them all, by ansible-playbook site.yml");
            }
        }
        return first.cluster();
    }

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public String description() {
        return nodes().size() + " machines over SSH (" + inventory.file() + "), each node "
                + Deployment.UNIT + " of its systemd: " + String.join(", ", remotes.values()
                        .stream().map(RemoteNode::program).distinct().toList())
                + restarts();
    }

    private String restarts() {
        long count = remotes.values().stream().mapToLong(RemoteNode::foreignRestarts).sum();
        return count == 0 ? "" : "; started anew " + count
                + (count == 1 ? " time" : " times") + " by somebody else";
    }

    @Override
    public List<String> nodes() {
        return inventory.nodes();
    }

    @Override
    public String cluster() {
        return cluster;
    }

    @Override
    public String clientAddress(String node) {
        Host host = remote(node).host();
        return host.address() + ":" + host.clientPort();
    }

    @Override
    public String adminAddress(String node) {
        Host host = remote(node).host();
        return host.address() + ":" + host.adminPort();
    }

    /** All are wiped before the first is formatted: never an empty node in a living cluster. */
    @Override
    public void startAll(long timeoutMillis) {
        touched = true;
        Parallel.each(nodes(), node -> act(node, RemoteNode::prepare));
        Lab.super.startAll(timeoutMillis);
    }

    @Override
    public void start(String node) {
        act(node, remote -> {
            if (!touched) {
                throw new IllegalStateException("before startAll");
            }
            remote.unit().start();
        });
    }

    @Override
    public void awaitReady(String node, long timeoutMillis) {
        remote(node).awaitReady(timeoutMillis);
    }

    @Override
    public void kill(String node) {
        act(node, remote -> remote.unit().kill());
    }

    @Override
    public void pause(String node) {
        act(node, remote -> remote.unit().pause());
    }

    @Override
    public void resume(String node) {
        act(node, remote -> remote.unit().resume());
    }

    @Override
    public void cut(String from, String to) {
        known(from, to);
        act(to, remote -> remote.firewall().cut(from));
    }

    @Override
    public void mend(String from, String to) {
        known(from, to);
        act(to, remote -> remote.firewall().mend(from));
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
        act(from, remote -> remote.traffic().delay(to, millis));
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
        act(to, remote -> remote.firewall().lose(from, share));
    }

    @Override
    public void mendAll() {
        Parallel.each(nodes(), node -> act(node, remote -> {
            remote.firewall().clear();
            remote.traffic().remove();
        }));
    }

    @Override
    public void setClock(String node, ClockSetting setting) {
        act(node, remote -> remote.clock().set(setting));
    }

    /** Not while the machine is being healed for good, and not after it. */
    private void act(String node, Consumer<RemoteNode> action) {
        RemoteNode remote = remote(node);
        synchronized (remote) {
            if (!closed.get()) {
                action.accept(remote);
                return;
            }
        }
        if (goingDown) {
            sleepForGood();
        }
        throw new LabException("the lab is closed");
    }

    /** After Ctrl-C, a nemesis that goes on has nothing more to do, and nothing to complain of. */
    private static void sleepForGood() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning(String node) {
        return remote(node).unit().isRunning();
    }

    @Override
    public List<String> unexpectedEnds() {
        return remotes.values().stream().flatMap(remote -> remote.unit().unexpectedEnds().stream()
                .map(end -> end + ", see " + logFile(remote.host().name()))).toList();
    }

    @Override
    public Path logFile(String node) {
        return directory.resolve(remote(node).host().name()).resolve("node.log");
    }

    @Override
    public Path dataDir(String node) {
        return directory.resolve(remote(node).host().name()).resolve("data");
    }

    @Override
    public void renew(String node, int id) {
        mechanism(FaultKind.MEMBERSHIP);
    }

    @Override
    public Map<FaultKind, Capability> capabilities() {
        Map<FaultKind, Capability> all = new EnumMap<>(FaultKind.class);
        all.put(FaultKind.MEMBERSHIP, new Capability.Refused("what is deployed there is Ansible's;"
                + " use --lab namespaces or proxy"));
        all.put(FaultKind.KILL, new Capability.Real(
                "SIGKILL to the unit's main process (systemctl kill), then systemctl start"));
        all.put(FaultKind.PAUSE, new Capability.Real(
                "SIGSTOP to the unit's main process (systemctl kill), then SIGCONT"));
        for (RemoteNode remote : remotes.values()) {
            remote.capabilities().forEach((kind, one) -> all.merge(kind, one, SshLab::both));
        }
        return all;
    }

    /** A kind that one machine can't do is refused; of different ways both are named. */
    private static Capability both(Capability some, Capability other) {
        return switch (some) {
            case Capability.Refused refused -> refused;
            case Capability.Real real -> switch (other) {
                case Capability.Refused refused -> refused;
                case Capability.Real more -> real.mechanism().contains(more.mechanism()) ? real
                        : new Capability.Real(real.mechanism() + "; or " + more.mechanism());
            };
        };
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

    private void undoOnExit() {
        goingDown = true;
        try {
            undo();
        } catch (RuntimeException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private void undo() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (touched) {
                LOG.info("healing the machines, fetching logs and data");
                Parallel.each(nodes(), node -> {
                    RemoteNode remote = remote(node);
                    synchronized (remote) { // What runs there now comes to its end first.
                        remote.leave(directory.resolve(node));
                    }
                });
            }
        } finally {
            remotes.values().forEach(RemoteNode::close);
        }
    }

    private void known(String from, String to) {
        remote(from);
        remote(to);
        if (from.equals(to)) {
            throw new IllegalArgumentException("no link from " + from + " to itself");
        }
    }

    private RemoteNode remote(String node) {
        RemoteNode remote = remotes.get(node);
        if (remote == null) {
            throw LabInputException.unknown("node", node, nodes());
        }
        return remote;
    }
}
