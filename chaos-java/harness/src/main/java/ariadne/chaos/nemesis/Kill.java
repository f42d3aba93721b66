package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/** Processes that die without warning and are started again. */
public record Kill(String shape, List<String> nodes) implements Fault {
    public Kill {
        nodes = List.copyOf(nodes);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.KILL;
    }

    @Override
    public String words() {
        return Words.list(nodes) + " killed";
    }

    @Override
    public void start(Lab lab) {
        nodes.forEach(lab::kill);
    }

    @Override
    public void end(Lab lab) {
        nodes.forEach(lab::start);
    }
}
