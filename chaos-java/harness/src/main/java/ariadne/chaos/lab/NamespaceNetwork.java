package ariadne.chaos.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One network namespace per node, a bridge between them. A cut gives the sender a wrong link-layer
 * address for the receiver, so that frames go nowhere: one way, silently, for old and new
 * connections. Harness and clients sit on the bridge and are not cut.
 */
final class NamespaceNetwork implements LocalNetwork {
    private static final String SUBNET = "10.77.0.";
    private static final int LISTEN = 7000;
    private static final int ADMIN = 7001;

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, NeighbourTable> tables = new LinkedHashMap<>();
    private final Map<String, PacketFilter> filters = new LinkedHashMap<>();

    NamespaceNetwork(List<String> nodes) {
        if (!Namespaces.inside()) {
            throw new LabException("the lab \"namespaces\" must run inside of its own namespaces");
        }
        requireOwnNetwork();
        for (String node : nodes) {
            addresses.put(node, SUBNET + (10 + Integer.parseInt(node.substring(1))));
            tables.put(node, new NeighbourTable(node));
            filters.put(node, new PacketFilter(node));
        }
        try {
            Tool.run("ip", "link", "add", "ariadne0", "type", "bridge");
            Tool.run("ip", "addr", "add", SUBNET + "1/24", "dev", "ariadne0");
            Tool.run("ip", "link", "set", "ariadne0", "up");
            addresses.forEach(NamespaceNetwork::connect);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    // The mark in the environment may have been set by a hand; the host's network must not be
    // touched.
    private static void requireOwnNetwork() {
        List<String> foreign = Tool.run("ip", "-o", "link").lines()
                .map(line -> line.split(": ", 3)[1]).filter(link -> !link.equals("lo")).toList();
        if (!foreign.isEmpty()) {
            throw new LabException("this network namespace is not the lab's own: it has "
                    + String.join(", ", foreign));
        }
    }

    private static void connect(String node, String address) {
        String outer = "veth-" + node;
        Tool.run("ip", "netns", "add", node);
        Tool.run("ip", "link", "add", outer, "type", "veth",
                "peer", "name", "eth0", "netns", node);
        Tool.run("ip", "link", "set", outer, "master", "ariadne0", "up");
        Tool.run("ip", "-n", node, "addr", "add", address + "/24", "dev", "eth0");
        Tool.run("ip", "-n", node, "link", "set", "eth0", "up");
        Tool.run("ip", "-n", node, "link", "set", "lo", "up");
    }

    @Override
    public String name() {
        return "namespaces";
    }

    @Override
    public String description() {
        return "one process and one network namespace per node, a bridge with no route out";
    }

    @Override
    public Place place(String node) {
        Map<String, String> members = new LinkedHashMap<>();
        addresses.forEach((member, address) -> members.put(member, address + ":" + LISTEN));
        return new Place(addresses.get(node) + ":" + LISTEN, addresses.get(node) + ":" + ADMIN,
                members, List.of("ip", "netns", "exec", node));
    }

    @Override
    public void cut(String from, String to) {
        tables.get(from).lose(addresses.get(to));
    }

    @Override
    public void mend(String from, String to) {
        tables.get(from).find(addresses.get(to));
    }

    @Override
    public void delay(String from, String to, long millis) {
        throw new LabInputException("the lab \"namespaces\" cannot delay");
    }

    @Override
    public void lose(String from, String to, double share) {
        filters.get(to).lose(addresses.get(from), share);
    }

    @Override
    public Capability partitions() {
        return new Capability.Real("a wrong link-layer address (ip neigh) in the sender's network"
                + " namespace: the kernel loses each packet, silently and in one direction");
    }

    @Override
    public Capability delays() {
        return new Capability.Refused("only the lab \"proxy\" delays; few kernels have netem");
    }

    @Override
    public Capability losses() {
        return filters.values().iterator().next().capability();
    }

    /** What is left goes with the namespaces when this process ends. */
    @Override
    public void close() {
        tables.values().forEach(NeighbourTable::close);
        for (String node : addresses.keySet()) {
            Tool.attempt(List.of("ip", "link", "del", "veth-" + node));
            Tool.attempt(List.of("ip", "netns", "del", node));
        }
        Tool.attempt(List.of("ip", "link", "del", "ariadne0"));
    }
}
