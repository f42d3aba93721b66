package ariadne.chaos.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The port to the machines: nodes that run somewhere, and what can be done to them. All methods
 * may be called from any thread, know no other node names than {@link #nodes}, and throw {@link
 * LabException} when the machine does not obey, {@link LabInputException} for what this lab cannot
 * do. Nothing is done to a node that makes no sense: pausing a dead one, mending what is whole and
 * starting a running one change nothing.
 */
public interface Lab extends AutoCloseable {

    /** As {@code --lab} calls it. */
    String name();

    /** One sentence for the report: what kind of lab this is. */
    String description();

    /** In the order given. */
    List<String> nodes();

    /** The id that the nodes share and that clients must name. */
    String cluster();

    /** HOST:PORT where clients reach the node. */
    String clientAddress(String node);

    /** HOST:PORT of the node's admin HTTP. */
    String adminAddress(String node);

    /** Starts the node, formatted before its first start, and does not wait until it serves. */
    void start(String node);

    /**
     * Waits until the client address accepts a connection.
     *
     * @throws LabException if it doesn't in time, or the process ended; it names the log file
     */
    void awaitReady(String node, long timeoutMillis);

    /** SIGKILL, and waits until the process is gone. */
    void kill(String node);

    /**
     * Kills the node, sets its data aside, and starts it empty: formatted as one that joins the
     * cluster under this id.
     */
    void renew(String node, int id);

    /** SIGSTOP. */
    void pause(String node);

    /** SIGCONT. */
    void resume(String node);

    /** From now on nothing that one node sends arrives at the other; nobody is told. */
    void cut(String from, String to);

    /** Ends {@link #cut} in this direction. */
    void mend(String from, String to);

    /** Ends every cut, delay and loss. */
    default void mendAll() {
        for (String from : nodes()) {
            for (String to : nodes()) {
                if (!from.equals(to)) {
                    mend(from, to);
                    delay(from, to, 0);
                    lose(from, to, 0);
                }
            }
        }
    }

    /** Holds back for so long what one node sends to the other; 0 ends it. */
    void delay(String from, String to, long millis);

    /** Loses this share of the packets, by chance, that one node sends to the other; 0 ends it. */
    void lose(String from, String to, double share);

    /** Moves the node's clocks, at once and for coming starts. */
    void setClock(String node, ClockSetting setting);

    default void resetClock(String node) {
        setClock(node, ClockSetting.TRUE);
    }

    /** Whether its process lives, paused or not. */
    boolean isRunning(String node);

    /** Sentences on the processes that ended without being killed by the lab; empty is good. */
    List<String> unexpectedEnds();

    /** What the node printed, over all its lives; of a remote node the copy fetched last. */
    Path logFile(String node);

    /** The node's data; of a remote node the copy fetched last. */
    Path dataDir(String node);

    /** Every kind of fault. */
    Map<FaultKind, Capability> capabilities();

    /**
     * The phrase that says how this lab does the fault.
     *
     * @throws LabInputException if it cannot, with the reason
     */
    default String mechanism(FaultKind kind) {
        return switch (capabilities().get(kind)) {
            case Capability.Real real -> real.mechanism();
            case Capability.Refused refused -> throw new LabInputException("the lab \"" + name()
                    + "\" cannot do " + kind.label() + ": " + refused.why());
        };
    }

    /** Starts all nodes and waits until each serves; the time-out is for each. */
    default void startAll(long timeoutMillis) {
        Parallel.each(nodes(), this::start);
        nodes().forEach(node -> awaitReady(node, timeoutMillis));
    }

    /**
     * Undoes everything: resumes, mends, and ends the nodes that are this lab's own. What it has
     * to fetch for {@link #logFile} and {@link #dataDir} is there then. A second call does
     * nothing. Also done on Ctrl-C.
     */
    @Override
    void close();
}
