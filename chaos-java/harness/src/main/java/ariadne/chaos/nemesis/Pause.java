package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/**
 * Processes that stand still and do not know it. One that is dead meanwhile comes back running.
 */
public record Pause(String shape, List<String> nodes) implements Fault {
    public Pause {
        nodes = List.copyOf(nodes);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.PAUSE;
    }

    @Override
    public String words() {
        return Words.list(nodes) + " paused";
    }

    @Override
    public void start(Lab lab) {
        nodes.forEach(lab::pause);
    }

    @Override
    public void end(Lab lab) {
        nodes.forEach(lab::resume);
    }
}
