package ariadne.chaos.nemesis;

import ariadne.chaos.lab.Capability;
import ariadne.chaos.lab.ClockSetting;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabException;
import ariadne.chaos.lab.LabSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A lab without machines that knows what state they would be in. */
final class RecordingLab implements Lab {
    final List<String> done = new ArrayList<>();
    final Set<String> dead = new TreeSet<>();
    final Set<String> paused = new TreeSet<>();
    final Set<Cut> cuts = new TreeSet<>();
    final Set<Cut> delays = new TreeSet<>();
    final Set<Cut> losses = new TreeSet<>();
    final Map<String, ClockSetting> clocks = new HashMap<>();
    final Set<String> waitedFor = new TreeSet<>();
    final Map<FaultKind, Capability> capabilities = new EnumMap<>(FaultKind.class);
    private final List<String> nodes;
    String failsAt = "";
    int failures;

    RecordingLab(int nodes) {
        this.nodes = LabSettings.nodeNames(nodes);
        for (FaultKind kind : FaultKind.values()) {
            capabilities.put(kind, new Capability.Real("pretended " + kind.label()));
        }
    }

    private void note(String what) {
        done.add(what);
        if (what.equals(failsAt) && failures-- > 0) {
            throw new LabException("no " + what);
        }
    }

    boolean isWhole() {
        return dead.isEmpty() && paused.isEmpty() && cuts.isEmpty() && delays.isEmpty()
                && losses.isEmpty()
                && clocks.values().stream().allMatch(ClockSetting.TRUE::equals);
    }

    @Override
    public void renew(String node, int id) {
        note("renew " + node + " as " + id);
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public String description() {
        return "nothing";
    }

    @Override
    public List<String> nodes() {
        return nodes;
    }

    @Override
    public String cluster() {
        return "recorded";
    }

    @Override
    public String clientAddress(String node) {
        return node + ":1";
    }

    @Override
    public String adminAddress(String node) {
        return node + ":2";
    }

    @Override
    public void start(String node) {
        note("start " + node);
        if (dead.remove(node)) {
            paused.remove(node);
        }
    }

    @Override
    public void awaitReady(String node, long timeoutMillis) {
        note("await " + node);
        waitedFor.add(node);
    }

    @Override
    public void kill(String node) {
        note("kill " + node);
        dead.add(node);
    }

    @Override
    public void pause(String node) {
        note("pause " + node);
        paused.add(node);
    }

    @Override
    public void resume(String node) {
        note("resume " + node);
        paused.remove(node);
    }

    @Override
    public void cut(String from, String to) {
        note("cut " + from + " " + to);
        cuts.add(new Cut(from, to));
    }

    @Override
    public void mend(String from, String to) {
        note("mend " + from + " " + to);
        cuts.remove(new Cut(from, to));
    }

    @Override
    public void delay(String from, String to, long millis) {
        if (millis > 0) {
            delays.add(new Cut(from, to));
        } else {
            delays.remove(new Cut(from, to));
        }
    }

    @Override
    public void lose(String from, String to, double share) {
        if (share > 0) {
            losses.add(new Cut(from, to));
        } else {
            losses.remove(new Cut(from, to));
        }
    }

    @Override
    public void setClock(String node, ClockSetting setting) {
        note("clock " + node);
        clocks.put(node, setting);
    }

    @Override
    public boolean isRunning(String node) {
        return !dead.contains(node);
    }

    @Override
    public List<String> unexpectedEnds() {
        return List.of();
    }

    @Override
    public Path logFile(String node) {
        return Path.of(node);
    }

    @Override
    public Path dataDir(String node) {
        return Path.of(node);
    }

    @Override
    public Map<FaultKind, Capability> capabilities() {
        return capabilities;
    }

    @Override
    public void close() {
        note("close");
    }
}
