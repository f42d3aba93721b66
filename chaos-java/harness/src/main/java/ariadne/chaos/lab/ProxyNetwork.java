package ariadne.chaos.lab;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Loopback, with a {@link LinkProxy} between each two nodes: node i knows node j by the address of
 * the proxy from i to j. Clients speak to the nodes directly.
 */
final class ProxyNetwork implements LocalNetwork {
    private static final String HOST = "127.0.0.1";

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final LinkProxy proxy = new LinkProxy();

    ProxyNetwork(LabSettings settings) {
        List<String> nodes = settings.nodes();
        try {
            List<Integer> ports = new ArrayList<>();
            settings.basePort().ifPresent(base -> {
                IntStream.range(base, base + 2 * nodes.size()).forEach(ports::add);
                Ports.requireFree(ports);
            });
            if (ports.isEmpty()) {
                ports.addAll(Ports.free(2 * nodes.size()));
            }
            for (String from : nodes) {
                int own = nodes.indexOf(from);
                Map<String, String> members = new LinkedHashMap<>();
                for (String to : nodes) {
                    int target = ports.get(nodes.indexOf(to));
                    int port = from.equals(to) ? target : proxy.open(from, to,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                    members.put(to, HOST + ":" + port);
                }
                places.put(from, new Place(members.get(from),
                        HOST + ":" + ports.get(nodes.size() + own), members, List.of()));
            }
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String description() {
        return "one process per node on loopback, a TCP proxy on each link between nodes";
    }

    @Override
    public Place place(String node) {
        return places.get(node);
    }

    @Override
    public void cut(String from, String to) {
        proxy.stall(from, to);
    }

    @Override
    public void mend(String from, String to) {
        proxy.mend(from, to);
    }

    @Override
    public void delay(String from, String to, long millis) {
        proxy.delay(from, to, millis);
    }

    @Override
    public void lose(String from, String to, double share) {
        throw new LabInputException("the lab \"proxy\" cannot lose packets");
    }

    @Override
    public Capability partitions() {
        return new Capability.Real("a TCP proxy on each link holds back what is sent, in each"
                + " direction for itself");
    }

    @Override
    public Capability delays() {
        return new Capability.Real("a TCP proxy on each link delays what is sent");
    }

    @Override
    public Capability losses() {
        return new Capability.Refused("a TCP proxy sees no packets, and TCP repairs what is lost;"
                + " the labs namespaces and ssh lose them");
    }

    @Override
    public void close() {
        proxy.close();
    }
}
