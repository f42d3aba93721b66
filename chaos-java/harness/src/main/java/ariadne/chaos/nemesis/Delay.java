package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/**
 * Links of these nodes that are slow, in both directions.
 *
 * @param members all nodes
 * @param millis held back in each direction
 */
public record Delay(String shape, List<String> nodes, List<String> members, long millis)
        implements Fault {
    public Delay {
        nodes = List.copyOf(nodes);
        members = List.copyOf(members);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.DELAY;
    }

    @Override
    public String words() {
        return "links of " + Words.list(nodes) + " slow by " + millis + " ms";
    }

    @Override
    public void start(Lab lab) {
        Grudge.between(nodes, members).cuts()
                .forEach(link -> lab.delay(link.from(), link.to(), millis));
    }

    @Override
    public void end(Lab lab) {
        Grudge.between(nodes, members).cuts()
                .forEach(link -> lab.delay(link.from(), link.to(), 0));
    }
}
