package ariadne.chaos.runner;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabException;
import ariadne.chaos.nemesis.Fault;
import ariadne.chaos.nemesis.NemesisChoice;
import ariadne.chaos.nemesis.NemesisEvent;
import ariadne.chaos.nemesis.NemesisListener;
import ariadne.chaos.nemesis.NemesisRunner;
import ariadne.chaos.nemesis.Rhythm;
import ariadne.chaos.nemesis.Schedule;
import ariadne.chaos.nemesis.Waiter;
import ariadne.checker.edn.Keyword;
import ariadne.checker.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The nemeses of a run: told to the history, remembered for the page. */
final class Nemeses implements NemesisListener {
    /** Each kind strikes about every nine seconds and lets a majority meet now and then. */
    private static final Rhythm RHYTHM = new Rhythm(3_000, 7_000, 2_000, 5_000);

    private final NemesisRunner runner;
    private final Lab lab;
    private final Recorder recorder;
    private final Replacer replacer;
    private final long offsetNanos;
    private final List<Struck> struck = new ArrayList<>();
    private final List<Fault> now = new ArrayList<>();

    Nemeses(Plan plan, Lab lab, Supplier<List<String>> leaders, Recorder recorder,
            LongSupplier clockNanos, Replacer replacer) {
        this.lab = lab;
        this.recorder = recorder;
        this.offsetNanos = clockNanos.getAsLong() - System.nanoTime();
        List<NemesisChoice> choices = NemesisChoice.parse(String.join(",", plan.nemeses()));
        NemesisChoice.requireSupported(choices, lab);
        this.replacer = replacer;
        this.runner = new NemesisRunner(lab, Schedule.of(plan.seed(), choices, RHYTHM,
                plan.timeLimitSeconds() * 1000L), leaders, this, Waiter.system());
    }

    void start() {
        runner.start();
    }

    /**
     * Ends every fault and waits until all nodes serve again.
     *
     * @throws LabException when that failed, unless nodes stopped by themselves: that is a finding
     */
    void heal() {
        runner.stop();
        replacer.finish();
        if (runner.failure().isPresent() && lab.unexpectedEnds().isEmpty()) {
            Throwable e = runner.failure().get();
            throw new LabException("a nemesis failed: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void started(NemesisEvent event) {
        now.add(event.fault());
        if (event.fault().kind() == FaultKind.MEMBERSHIP) {
            event.fault().nodes().forEach(replacer::replace);
        }
        recorder.add(Op.nemesis("start-" + event.fault().kind().label(),
                event.fault().words(), event.startNanos() + offsetNanos));
    }

    @Override
    public synchronized void ended(NemesisEvent event) {
        Fault fault = event.fault();
        now.remove(fault);
        long end = event.endNanos().orElseThrow() + offsetNanos;
        recorder.add(Op.nemesis("stop-" + fault.kind().label(), Keyword.of("healed"), end));
        boolean stops = fault.kind() == FaultKind.KILL || fault.kind() == FaultKind.PAUSE
                || fault.kind() == FaultKind.MEMBERSHIP;
        struck.add(new Struck(fault.kind().label(), fault.shape(), fault.words(),
                stops ? fault.nodes() : List.of(), event.mechanism(),
                event.startNanos() + offsetNanos, end));
    }

    /** What is on now, in words. */
    synchronized List<String> now() {
        return now.stream().map(f -> f.kind().label() + " " + f.words()).toList();
    }

    synchronized List<Struck> struck() {
        return new ArrayList<>(struck);
    }
}
