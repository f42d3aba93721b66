package ariadne.bench.peer;

import java.util.Optional;

/** A replicated store that the bench can start on this machine and drive. */
public interface Peer {
    /** As {@code --peers} calls it. */
    String name();

    /** What was compared: what is on disk before a put is acknowledged, how a get is confirmed. */
    String compared();

    /** Why it can't be run here, with the command that installs it; empty when it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Whether another node takes over when the leader is killed. */
    default boolean elects() {
        return true;
    }

    /** Starts all nodes, each a process of its own with an empty data directory. */
    Cluster start(Place place) throws Exception;
}
