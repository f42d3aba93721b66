package ariadne.chaos.ssh;

import ariadne.chaos.lab.Capability;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.LabException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A machine with its node, and everything there that the lab has in its hand. */
final class RemoteNode implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(RemoteNode.class);

    private final SshMachine machine;
    private final Deployment deployment;
    private final NodeUnit unit;
    private final Firewall firewall;
    private final TrafficControl traffic;
    private final MachineClock clock;
    private final String program;
    private final Map<FaultKind, Capability> capabilities;
    private long logStart;

    private RemoteNode(SshMachine machine, Deployment deployment, boolean expectRestarts) {
        this.machine = machine;
        this.deployment = deployment;
        Map<String, String> addresses = addresses();
        unit = new NodeUnit(machine, deployment, expectRestarts);
        firewall = new Firewall(machine, addresses);
        traffic = new TrafficControl(machine, addresses);
        clock = new MachineClock(machine);
        program = machine.run("readlink -f " + Words.quoted(deployment.program()));
        capabilities = Map.of(
                FaultKind.PARTITION, firewall.drops("", "an iptables rule on the receiver's"
                        + " machine: its kernel drops each packet, silently and in one direction"),
                FaultKind.LOSS, firewall.drops(Firewall.chance(0.5), "iptables' statistic match"
                        + " on the receiver's machine: its kernel drops each packet by chance"),
                FaultKind.DELAY, traffic.delays("a netem queue on the sender's machine for what"
                        + " goes to the receiver"),
                FaultKind.CLOCK, new Capability.Real(clock.mechanism()));
        firewall.remove();
    }

    /**
     * Connects, and looks at what is there.
     *
     * @throws LabException that names the machine, when it can't be reached or is not as needed
     */
    static RemoteNode connect(SshMachine machine, List<String> nodes, boolean expectRestarts) {
        machine.connect();
        Deployment deployment = Deployment.of(machine);
        if (!deployment.members().keySet().equals(new TreeSet<>(nodes))) {
            throw new LabException(machine.host() + ": " + Deployment.CONFIG
                    + " names the members " + String.join(", ", deployment.members().keySet())
                    + ", the inventory " + String.join(", ", nodes));
        }
        return new RemoteNode(machine, deployment, expectRestarts);
    }

    // As this machine sees the others; the inventory's addresses may be of another network.
    private Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        deployment.members().forEach((node, host) -> {
            String address = host.matches("[0-9.]+") ? host : machine.run("getent ahostsv4 "
                    + Words.quoted(host) + " | sed -n '1s/ .*//p'");
            if (!address.matches("[0-9.]+")) {
                throw new LabException(machine.host() + " knows no IPv4 address of " + host
                        + ", which is member." + node + " in its " + Deployment.CONFIG);
            }
            addresses.put(node, address);
        });
        return addresses;
    }

    Host host() {
        return machine.host();
    }

    String cluster() {
        return deployment.cluster();
    }

    /** What the unit starts, all links followed: it tells the version. */
    String program() {
        return program;
    }

    NodeUnit unit() {
        return unit;
    }

    Firewall firewall() {
        return firewall;
    }

    TrafficControl traffic() {
        return traffic;
    }

    MachineClock clock() {
        return clock;
    }

    long foreignRestarts() {
        return unit.foreignRestarts();
    }

    /** Without kill and pause, which every machine with systemd can do. */
    Map<FaultKind, Capability> capabilities() {
        return capabilities;
    }

    /** Stops the node, wipes it, and takes everything into the lab's hand. */
    void prepare() {
        firewall.clear();
        traffic.remove();
        unit.prepare();
        clock.prepare();
        logStart = Long.parseLong(
                machine.run("stat -c %s " + Deployment.LOG + " 2>/dev/null || echo 0"));
    }

    void awaitReady(long timeoutMillis) {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host().address(), host().clientPort()), 500);
                return;
            } catch (IOException e) {
                if (!unit.isRunning()) {
                    throw new LabException(host() + ": the node ended before it served"
                            + lastWords());
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw new LabException(host() + ": the node does not listen on "
                            + host().address() + ":" + host().clientPort() + " after "
                            + timeoutMillis + " ms" + lastWords(), e);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted while waiting for " + host(), e);
            }
        }
    }

    private String lastWords() {
        String words = SshMachine.line(machine.attempt("tail -c +" + (logStart + 1) + " "
                + Deployment.LOG + " | grep -v '^$' | tail -n 1").output());
        return (words.isEmpty() ? "" : ": \"" + words + "\"") + ", see " + Deployment.LOG
                + " there";
    }

    /** Heals everything, brings log, config and data home, and leaves the node running. */
    void leave(Path directory) {
        RuntimeException trouble = null;
        // A part that fails keeps none of the others from being undone.
        for (Runnable step : List.<Runnable>of(firewall::remove, traffic::remove, unit::stop,
                () -> fetch(directory), clock::release, unit::release)) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.debug("{}", host(), e);
                if (trouble == null) {
                    trouble = e;
                } else {
                    trouble.addSuppressed(e);
                }
            }
        }
        if (trouble != null) {
            throw new LabException("not all of " + host().name() + " was healed or fetched: "
                    + trouble.getMessage(), trouble);
        }
    }

    private void fetch(Path directory) {
        machine.fetchTail(Deployment.LOG, logStart, directory.resolve("node.log"));
        machine.fetch(Deployment.CONFIG, directory.resolve("node.properties"));
        machine.fetch(deployment.data(), directory.resolve("data"));
    }

    @Override
    public void close() {
        machine.close();
    }
}
