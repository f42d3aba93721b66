package ariadne.bench.peer;

/** A running peer. */
public interface Cluster extends AutoCloseable {
    /** Its processes. */
    Processes processes();

    /**
     * Index of the node that leads.
     *
     * @return -1 when none is known; an exception says the same
     */
    int leader() throws Exception;

    /**
     * A client that speaks to the leader.
     *
     * @param outstanding most operations at a time
     * @param leader index of the node that leads
     * @param only whether it knows the leader alone; else it finds the next one by itself
     */
    Client client(int outstanding, int leader, boolean only) throws Exception;

    @Override
    default void close() {
        processes().close();
    }
}
