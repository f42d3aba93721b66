package ariadne.chaos.nemesis;

/** Which nodes a partition parts. */
public enum PartitionShape implements Named {
    /** One node from all others. */
    ONE,
    /** Two groups at random, one of them a majority. */
    MAJORITY,
    /** Each node sees a majority, no two the same one. */
    MAJORITIES_RING,
    /** Two groups that share nothing but one node, which sees all. */
    BRIDGE,
    /** Each leader from all others. */
    PRIMARIES,
    /** A line: each node sees its neighbours alone. */
    CHAINED,
    /** One node is seen by all, the others see nobody else. */
    SINGLE_HUB;

    /** Whether it sets some nodes apart from the others, so that they can be deaf or mute. */
    boolean isolates() {
        return this == ONE || this == MAJORITY || this == PRIMARIES;
    }
}
