package ariadne.chaos.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one network namespace loses by chance of what it is sent: rules of iptables. */
final class PacketFilter {
    private static final String NOBODY = "192.0.2.1";

    private final String namespace;
    private final Map<String, Double> shares = new HashMap<>();
    private Capability capability;

    PacketFilter(String namespace) {
        this.namespace = namespace;
    }

    /** Whether iptables and its chance are there, tried on an address that sends nothing. */
    synchronized Capability capability() {
        if (capability == null) {
            Tool.Result result = Tool.attempt(command("-A", NOBODY, 0.5));
            if (result.exitCode() == 0) {
                Tool.run(command("-D", NOBODY, 0.5));
                capability = new Capability.Real("iptables' statistic match in the receiver's"
                        + " network namespace: the kernel drops each packet by chance");
            } else {
                capability = new Capability.Refused("iptables does not work here ("
                        + result.output().strip().replaceAll("\\s*\\R\\s*", " ") + ")");
            }
        }
        return capability;
    }

    /** Loses this share of what the address sends; 0 ends it. */
    synchronized void lose(String address, double share) {
        double before = shares.getOrDefault(address, 0.0);
        if (before == share) {
            return;
        }
        if (before > 0) {
            Tool.run(command("-D", address, before));
            shares.remove(address);
        }
        if (share > 0) {
            Tool.run(command("-A", address, share));
            shares.put(address, share);
        }
    }

    private List<String> command(String action, String address, double share) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace,
                "iptables", "-w", action, "INPUT", "-s", address));
        words.addAll(List.of("-m", "statistic", "--mode", "random", "--probability",
                String.format(Locale.ROOT, "%.4f", share), "-j", "DROP"));
        return words;
    }
}
