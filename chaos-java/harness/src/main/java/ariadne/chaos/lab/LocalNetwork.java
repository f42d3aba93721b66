package ariadne.chaos.lab;

import java.util.List;
import java.util.Map;

/** How the nodes of one machine reach each other, and how that is broken. */
sealed interface LocalNetwork extends AutoCloseable permits NamespaceNetwork, ProxyNetwork {

    /**
     * Where a node is.
     *
     * @param listen HOST:PORT
     * @param admin HOST:PORT
     * @param members HOST:PORT at which this node reaches each node, by name, itself included
     * @param launcher words put before the command that starts the node
     */
    record Place(String listen, String admin, Map<String, String> members,
            List<String> launcher) {}

    String name();

    String description();

    Place place(String node);

    void cut(String from, String to);

    void mend(String from, String to);

    /** 0 ends it. */
    void delay(String from, String to, long millis);

    /** From above 0 to 1; 0 ends it. */
    void lose(String from, String to, double share);

    Capability partitions();

    Capability delays();

    Capability losses();

    @Override
    void close();
}
