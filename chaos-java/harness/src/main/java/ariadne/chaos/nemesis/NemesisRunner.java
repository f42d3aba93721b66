package ariadne.chaos.nemesis;

import ariadne.chaos.lab.Lab;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Carries out a schedule on a thread of its own. Whatever happens, in the end every fault is
 * undone and every node runs: at the end of the schedule, on {@link #stop}, and when a fault
 * fails, which ends the run.
 */
public final class NemesisRunner {
    private static final Logger LOG = LogManager.getLogger(NemesisRunner.class);
    private static final long READY_TIMEOUT_MILLIS = 60_000;

    private final Lab lab;
    private final List<Planned> plan;
    private final Supplier<List<String>> leaders;
    private final NemesisListener listener;
    private final Waiter waiter;
    private final Thread thread = new Thread(this::run, "nemesis");
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Active> active = new ArrayList<>();
    private int next;
    private volatile boolean stopped;
    private volatile Throwable failure;

    private static final class Active {
        final Fault fault;
        final String mechanism;
        final long startNanos;
        final long endNanos;
        long beats;

        Active(Fault fault, String mechanism, long startNanos, long endNanos) {
            this.fault = fault;
            this.mechanism = mechanism;
            this.startNanos = startNanos;
            this.endNanos = endNanos;
        }

        long dueNanos() {
            return fault.beatMillis() == 0 ? endNanos : Math.min(endNanos,
                    startNanos + (beats + 1) * fault.beatMillis() * 1_000_000);
        }
    }

    /**
     * A runner that waits for {@link #start}.
     *
     * @param leaders asked when a fault starts, on the runner's thread; must answer quickly and
     *     may throw
     * @throws ariadne.chaos.lab.LabInputException if the lab cannot do what is planned
     */
    public NemesisRunner(Lab lab, Schedule schedule, Supplier<List<String>> leaders,
            NemesisListener listener, Waiter waiter) {
        this.lab = lab;
        this.leaders = leaders;
        this.listener = listener;
        this.waiter = waiter;
        plan = schedule.faults();
        plan.forEach(planned -> lab.mechanism(planned.kind()));
        thread.setDaemon(true);
    }

    /** Begins; the schedule's times count from now. */
    public void start() {
        thread.start();
    }

    /**
     * Breaks off what is still to come, heals, and returns when all nodes serve. Does the same,
     * and without waiting, after the end of the schedule; a second call changes nothing.
     */
    public void stop() {
        stopped = true;
        waiter.wake();
        if (thread.getState() != Thread.State.NEW) {
            await();
        }
    }

    /** Waits for the end of the schedule, healed. */
    public void await() {
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What broke the run off or kept it from healing; empty if all went as planned. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        long originNanos = waiter.nanos();
        try {
            while (!stopped && (next < plan.size() || !active.isEmpty())) {
                waiter.waitUntil(dueNanos(originNanos));
                if (!stopped) {
                    turn(originNanos);
                }
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            heal();
            finished.countDown();
        }
    }

    private long dueNanos(long originNanos) {
        long due = next < plan.size() ? startNanos(originNanos) : Long.MAX_VALUE;
        for (Active on : active) {
            due = Math.min(due, on.dueNanos());
        }
        return due;
    }

    private long startNanos(long originNanos) {
        return originNanos + plan.get(next).startMillis() * 1_000_000;
    }

    private void turn(long originNanos) {
        for (Active on : List.copyOf(active)) {
            if (waiter.nanos() >= on.endNanos) {
                on.fault.end(lab);
                ended(on);
            } else if (waiter.nanos() >= on.dueNanos()) {
                on.fault.beat(lab, ++on.beats);
                // Late beats are not made up for.
                long passed = (waiter.nanos() - on.startNanos)
                        / (on.fault.beatMillis() * 1_000_000);
                on.beats = Math.max(on.beats, passed);
            }
        }
        while (next < plan.size() && waiter.nanos() >= startNanos(originNanos)) {
            Planned planned = plan.get(next++);
            begin(planned, originNanos + planned.endMillis() * 1_000_000);
        }
    }

    private void begin(Planned planned, long endNanos) {
        Fault fault = planned.draw(lab.nodes(), knownLeaders());
        Active on = new Active(fault, lab.mechanism(fault.kind()), waiter.nanos(), endNanos);
        // Before it starts: what fails half way must be undone as well.
        active.add(on);
        LOG.info("nemesis {}: {}", fault.kind().label(), fault.words());
        listener.started(new NemesisEvent(fault, on.mechanism, on.startNanos,
                OptionalLong.empty()));
        fault.start(lab);
    }

    private List<String> knownLeaders() {
        try {
            return leaders.get();
        } catch (RuntimeException e) {
            LOG.debug("nobody says who leads: {}", e.toString());
            return List.of();
        }
    }

    private void ended(Active on) {
        active.remove(on);
        LOG.info("nemesis {} ends: {}", on.fault.kind().label(), on.fault.words());
        listener.ended(new NemesisEvent(on.fault, on.mechanism, on.startNanos,
                OptionalLong.of(waiter.nanos())));
    }

    // Not fault by fault: a fault that failed may be the one that cannot undo itself.
    private void heal() {
        attempt(lab::mendAll);
        for (String node : lab.nodes()) {
            attempt(() -> lab.resetClock(node));
            attempt(() -> lab.resume(node));
            attempt(() -> lab.start(node));
        }
        for (Active on : List.copyOf(active)) {
            attempt(() -> ended(on));
        }
        for (String node : lab.nodes()) {
            attempt(() -> lab.awaitReady(node, READY_TIMEOUT_MILLIS));
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        LOG.error("nemesis: {}", e.toString());
        LOG.debug("nemesis", e);
        if (failure == null) {
            failure = e;
        } else if (failure != e) {
            failure.addSuppressed(e);
        }
    }
}
