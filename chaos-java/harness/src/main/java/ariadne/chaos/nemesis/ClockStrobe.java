package ariadne.chaos.nemesis;

import ariadne.chaos.lab.ClockSetting;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.List;

/**
 * Wall clocks that flip between true time and an offset.
 *
 * @param offsetMillis of the false time
 * @param beatMillis between two flips
 */
public record ClockStrobe(List<String> nodes, long offsetMillis, long beatMillis)
        implements Fault {
    public ClockStrobe {
        nodes = List.copyOf(nodes);
    }

    @Override
    public FaultKind kind() {
        return FaultKind.CLOCK;
    }

    @Override
    public String shape() {
        return ClockShape.STROBE.label();
    }

    @Override
    public String words() {
        return Words.list(nodes) + " " + Words.signedMillis(offsetMillis)
                + " and back, a flip every " + beatMillis + " ms";
    }

    @Override
    public void start(Lab lab) {
        nodes.forEach(node -> lab.setClock(node, ClockSetting.bump(offsetMillis)));
    }

    @Override
    public void beat(Lab lab, long count) {
        ClockSetting setting = count % 2 == 0 ? ClockSetting.bump(offsetMillis)
                : ClockSetting.TRUE;
        nodes.forEach(node -> lab.setClock(node, setting));
    }

    @Override
    public void end(Lab lab) {
        nodes.forEach(lab::resetClock);
    }
}
