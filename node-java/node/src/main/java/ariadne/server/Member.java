package ariadne.server;

import java.net.InetSocketAddress;

/**
 * One node of the cluster as this node reaches it.
 *
 * @param id from 1; of the first members in the order of their names
 */
public record Member(int id, String name, String host, int port) {
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return name + "=" + host + ":" + port;
    }
}
