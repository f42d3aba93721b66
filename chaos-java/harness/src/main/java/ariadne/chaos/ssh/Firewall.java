package ariadne.chaos.ssh;

import ariadne.chaos.lab.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one machine's kernel throws away of what the others send: rules of iptables in a chain of
 * the lab's own. The receiver drops, so that a cut has one direction and nobody is told.
 */
final class Firewall {
    private static final String CHAIN = "ARIADNE-LAB";
    // Other programs hold the lock of the tables now and then.
    private static final String IPTABLES = "iptables -w 10 ";

    private final SshMachine machine;
    private final Map<String, String> addresses;
    private final Map<String, Double> dropped = new LinkedHashMap<>();

    /**
     * @param addresses of all nodes by name, as IPv4
     */
    Firewall(SshMachine machine, Map<String, String> addresses) {
        this.machine = machine;
        this.addresses = addresses;
    }

    /** Whether this machine's kernel obeys; a rule is tried in the empty chain. */
    Capability drops(String rule, String mechanism) {
        RootShell.Result result = machine.attempt(make() + "\n" + IPTABLES + "-A " + CHAIN
                + " -s 192.0.2.1 " + rule + " -j DROP && " + IPTABLES + "-D " + CHAIN
                + " -s 192.0.2.1 " + rule + " -j DROP");
        return result.exitCode() == 0 ? new Capability.Real(mechanism)
                : new Capability.Refused(machine.host() + ": iptables: "
                        + SshMachine.line(result.output()));
    }

    private static String make() {
        return IPTABLES + "-N " + CHAIN + " 2>/dev/null; " + IPTABLES + "-C INPUT -j " + CHAIN
                + " 2>/dev/null || " + IPTABLES + "-I INPUT 1 -j " + CHAIN;
    }

    /** Takes the chain away, with all rules. */
    synchronized void remove() {
        dropped.clear();
        machine.attempt(IPTABLES + "-D INPUT -j " + CHAIN + "; " + IPTABLES + "-F " + CHAIN + "; "
                + IPTABLES + "-X " + CHAIN);
        machine.run("! " + IPTABLES + "-S " + CHAIN + " 2>/dev/null");
    }

    /** An empty chain in its place. */
    synchronized void clear() {
        dropped.clear();
        machine.run(make() + "\n" + IPTABLES + "-F " + CHAIN);
    }

    /** From now on, this share of what the node sends is lost: 1 for all, 0 for nothing. */
    synchronized void drop(String from, double share) {
        if (dropped.getOrDefault(from, 0.0) == share) {
            return;
        }
        Map<String, Double> wanted = new LinkedHashMap<>(dropped);
        wanted.put(from, share);
        // All rules at once: nothing gets through while one is replaced by another.
        List<String> lines = new ArrayList<>(List.of("*filter", "-F " + CHAIN));
        wanted.forEach((node, lost) -> {
            if (lost > 0) {
                lines.add("-A " + CHAIN + " -s " + addresses.get(node) + (lost < 1
                        ? " -m statistic --mode random --probability " + lost : "") + " -j DROP");
            }
        });
        lines.add("COMMIT");
        machine.run("printf '%s\\n' " + String.join(" ",
                lines.stream().map(Words::quoted).toList())
                + " | iptables-restore -w 10 --noflush");
        dropped.clear();
        dropped.putAll(wanted);
    }
}
