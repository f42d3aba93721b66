package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/**
 * Links of these nodes that lose packets by chance, in both directions.
 *
 * @param members all nodes
 * @param percent of the packets in each direction
 */
public record Loss(String shape, List<String> nodes, List<String> members, int percent)
        implements Fault {
    public Loss {
        nodes = List.copyOf(nodes);
        members = List.copyOf(members);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.LOSS;
    }

    @Override
    public String words() {
        return "links of " + Words.list(nodes) + " lose " + percent + " % of the packets";
    }

    @Override
    public void start(Lab lab) {
        Grudge.between(nodes, members).cuts()
                .forEach(link -> lab.lose(link.from(), link.to(), percent / 100.0));
    }

    @Override
    public void end(Lab lab) {
        Grudge.between(nodes, members).cuts()
                .forEach(link -> lab.lose(link.from(), link.to(), 0));
    }
}
