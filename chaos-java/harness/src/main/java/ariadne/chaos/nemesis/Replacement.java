package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/**
 * A node that loses its disk. Whoever runs the test takes it from there, one node at a time, so
 * that never more than one is gone for good: kills it, and replaces it by an empty one of that
 * name, under a new id.
 */
public record Replacement(String shape, List<String> nodes) implements Fault {
    public Replacement {
        nodes = List.copyOf(nodes);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.MEMBERSHIP;
    }

    @Override
    public String words() {
        return Words.list(nodes) + " replaced by an empty node";
    }

    @Override
    public void start(Lab lab) {}

    /** It comes back as a new member, whenever that is done. */
    @Override
    public void end(Lab lab) {}
}
