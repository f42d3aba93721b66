package ariadne.client;

import java.net.InetSocketAddress;

/**
 * Where a node is.
 *
 * @param name as other nodes call it when they say who leads
 */
public record Endpoint(String name, String host, int port) {
    /** The address; the host is looked up anew each time. */
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}
