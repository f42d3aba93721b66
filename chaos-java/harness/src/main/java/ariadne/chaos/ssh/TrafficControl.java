package ariadne.chaos.ssh;

import ariadne.chaos.lab.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one machine's kernel holds back of what it sends: a netem queue for each slow link, below a
 * prio queue that sorts packets by where they go.
 */
final class TrafficControl {
    private static final String ROOT = "a41:";
    private static final int FIRST_BAND = 2;

    private final SshMachine machine;
    private final Map<String, String> addresses;
    private final List<String> nodes;
    private final Map<String, Long> delays = new LinkedHashMap<>();

    /**
     * @param addresses of all nodes by name, as IPv4
     */
    TrafficControl(SshMachine machine, Map<String, String> addresses) {
        this.machine = machine;
        this.addresses = addresses;
        nodes = new ArrayList<>(addresses.keySet());
    }

    /** Whether this machine's kernel has it; a queue that delays nothing is tried. */
    Capability delays(String mechanism) {
        String peer = nodes.stream().filter(node -> !node.equals(machine.name())).findFirst()
                .orElseThrow();
        RootShell.Result result = machine.attempt(root(peer) + " && " + queue(peer, 0));
        remove();
        return result.exitCode() == 0 ? new Capability.Real(mechanism)
                : new Capability.Refused(machine.host() + ": tc netem: "
                        + SshMachine.line(result.output()));
    }

    /** Holds back for so long what goes to the node; 0 ends it. */
    synchronized void delay(String to, long millis) {
        if (delays.getOrDefault(to, 0L) == millis) {
            return;
        }
        if (millis == 0 && delays.size() == 1) {
            remove();
            return;
        }
        if (millis == 0) {
            machine.run(device(to) + "tc filter del dev $dev parent " + ROOT + " prio " + band(to)
                    + " && tc qdisc del dev $dev parent " + ROOT + band(to));
            delays.remove(to);
            return;
        }
        machine.run((delays.isEmpty() ? root(to) + " && " : "") + queue(to, millis));
        delays.put(to, millis);
    }

    // All that no filter picks goes to the first band, and is not slowed.
    private String root(String peer) {
        return device(peer) + "tc qdisc replace dev $dev root handle " + ROOT + " prio bands "
                + (FIRST_BAND + nodes.size()) + " priomap" + " 0".repeat(16);
    }

    private String queue(String to, long millis) {
        return device(to) + "tc qdisc replace dev $dev parent " + ROOT + band(to)
                + " netem limit 100000 delay " + millis + "ms"
                + " && tc filter replace dev $dev parent " + ROOT + " protocol ip prio "
                + band(to) + " u32 match ip dst " + addresses.get(to) + "/32 flowid " + ROOT
                + band(to);
    }

    private String device(String peer) {
        return "dev=$(ip -o route get " + addresses.get(peer)
                + " | sed 's/.* dev \\([^ ]*\\).*/\\1/') && ";
    }

    /** Minor numbers of classes are hexadecimal, and there are less than sixteen. */
    private String band(String node) {
        return Integer.toHexString(FIRST_BAND + nodes.indexOf(node));
    }

    /** Takes every queue of the lab away. */
    synchronized void remove() {
        machine.run("""
                for dev in $(ls /sys/class/net); do
                  if tc qdisc show dev $dev 2>/dev/null | grep -q ' %s root'; then
                    tc qdisc del dev $dev root
                  fi
                done""".formatted(ROOT));
        delays.clear();
    }
}
