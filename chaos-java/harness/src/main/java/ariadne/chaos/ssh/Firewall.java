package ariadne.chaos.ssh;

import ariadne.chaos.lab.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    private final Set<String> cuts = new TreeSet<>();
    private final Map<String, Double> losses = new TreeMap<>();

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
        cuts.clear();
        losses.clear();
        machine.attempt(IPTABLES + "-D INPUT -j " + CHAIN + "; " + IPTABLES + "-F " + CHAIN + "; "
                + IPTABLES + "-X " + CHAIN);
        machine.run("! " + IPTABLES + "-S " + CHAIN + " 2>/dev/null");
    }

    /** An empty chain in its place. */
    synchronized void clear() {
        cuts.clear();
        losses.clear();
        machine.run(make() + "\n" + IPTABLES + "-F " + CHAIN);
    }

    /** From now on nothing arrives that the node sends. */
    synchronized void cut(String from) {
        if (cuts.add(from)) {
            apply();
        }
    }

    /** Ends {@link #cut}. */
    synchronized void mend(String from) {
        if (cuts.remove(from)) {
            apply();
        }
    }

    /** From now on, this share of what the node sends is lost by chance; 0 ends it. */
    synchronized void lose(String from, double share) {
        Double before = share == 0 ? losses.remove(from) : losses.put(from, share);
        if (before == null ? share != 0 : before != share) {
            apply();
        }
    }

    // All rules at once: nothing gets through while one is replaced by another.
    private void apply() {
        machine.run("printf '%s\\n' " + rules(addresses, cuts, losses).stream()
                .map(Words::quoted).collect(Collectors.joining(" "))
                + " | iptables-restore -w 10 --noflush");
    }

    /** The chain's rules as iptables-restore reads them. */
    static List<String> rules(Map<String, String> addresses, Set<String> cuts,
            Map<String, Double> losses) {
        List<String> lines = new ArrayList<>(List.of("*filter", "-F " + CHAIN));
        cuts.forEach(node ->
                lines.add("-A " + CHAIN + " -s " + addresses.get(node) + " -j DROP"));
        losses.forEach((node, share) -> lines.add("-A " + CHAIN + " -s " + addresses.get(node)
                + " " + chance(share) + " -j DROP"));
        lines.add("COMMIT");
        return lines;
    }

    /** The match that holds for this share of packets. */
    static String chance(double share) {
        return String.format(Locale.ROOT,
                "-m statistic --mode random --probability %.4f", share);
    }
}
