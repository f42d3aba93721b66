package ariadne.chaos.nemesis;

/** Which directions a partition cuts. */
public enum Sides implements Named {
    /** Both. */
    SYMMETRIC,
    /** Of each pair one at random. */
    ONE_WAY,
    /** The nodes set apart send and are not answered. */
    HEARS_NOBODY,
    /** The nodes set apart hear and cannot answer. */
    HEARD_BY_NOBODY;

    /** Whether a partition of this shape can have these sides. */
    public boolean suits(PartitionShape shape) {
        return this == SYMMETRIC || this == ONE_WAY || shape.isolates();
    }
}
