package ariadne.server;

/**
 * One node of the cluster as this node reaches it.
 *
 * @param id from 1, in the order of names
 */
public record Member(int id, String name, String host, int port) {
    @Override
    public String toString() {
        return name + "=" + host + ":" + port;
    }
}
