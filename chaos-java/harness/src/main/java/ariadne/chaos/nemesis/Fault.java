package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/** One thing that goes wrong, decided in every detail. */
public sealed interface Fault permits Partition, Kill, Pause, ClockSkew, ClockStrobe, Delay,
        Loss, Replacement {

    FaultKind kind();

    /** Name of the shape. */
    String shape();

    /** The nodes that it hits, sorted. */
    List<String> nodes();

    /** A phrase for the report, without the kind. */
    String words();

    /** Makes it so. */
    void start(Lab lab);

    /** Undoes all of it, also if it only half started, and whatever else happened to the nodes. */
    void end(Lab lab);

    /** Time between two calls of {@link #beat} while it is on; 0 for none. */
    default long beatMillis() {
        return 0;
    }

    /**
     * What it does again and again.
     *
     * @param count from 1
     */
    default void beat(Lab lab, long count) {}
}
