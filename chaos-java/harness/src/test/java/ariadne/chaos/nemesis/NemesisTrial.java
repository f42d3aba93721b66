package ariadne.chaos.nemesis;

import ariadne.chaos.lab.Capability;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabSettings;
import ariadne.chaos.lab.LabTrial;
import ariadne.chaos.lab.Labs;
import ariadne.chaos.lab.Namespaces;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All kinds of faults on five stand-in nodes in quick succession; a program of its own. */
final class NemesisTrial {
    private static final long DURATION_MILLIS = 20_000;

    private NemesisTrial() {}

    /** {@code LAB DIRECTORY SEED}. */
    public static void main(String[] args) {
        Labs.Choice choice = Labs.choose(args[0]);
        if (choice.needsReexec()) {
            System.exit(Namespaces.reexec(NemesisTrial.class.getName(), List.of(args)));
        }
        Namespaces.endWithParent();
        long seed = Long.parseLong(args[2]);
        System.out.println("seed " + seed + ", lab " + choice);
        try (Lab lab = choice.open(new LabSettings(LabSettings.nodeNames(5), "trial",
                Path.of(args[1]), LabTrial.command()))) {
            lab.startAll(30_000);
            run(lab, seed);
        }
        System.exit(0);
    }

    private static void run(Lab lab, long seed) {
        String kinds = choiceOfKinds(lab);
        Schedule schedule = Schedule.of(seed, NemesisChoice.parse(kinds),
                Rhythm.ofIntervalMillis(2000), DURATION_MILLIS);
        Random random = new Random(seed);
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        long origin = System.nanoTime();
        NemesisListener listener = new NemesisListener() {
            @Override
            public void started(NemesisEvent event) {
                counts.merge(event.fault().kind(), 1, Integer::sum);
            }

            @Override
            public void ended(NemesisEvent event) {
                System.out.printf("%6d..%6d ms %s %s: %s%n",
                        (event.startNanos() - origin) / 1_000_000,
                        (event.endNanos().orElseThrow() - origin) / 1_000_000,
                        event.fault().kind().label(), event.fault().shape(),
                        event.fault().words());
            }
        };
        NemesisRunner runner = new NemesisRunner(lab, schedule,
                () -> List.of("n" + (1 + random.nextInt(5))), listener, Waiter.system());
        runner.start();
        runner.await();
        runner.failure().ifPresent(failure -> {
            throw new AssertionError("the run failed", failure);
        });
        LabTrial.requireAllHearAll(lab);
        System.out.println("ended by themselves: " + lab.unexpectedEnds());
        System.out.println("passed " + counts);
    }

    private static String choiceOfKinds(Lab lab) {
        return lab.name().equals("proxy") ? "partition,kill,pause,clock,delay"
                : "partition,kill,pause,clock" + (lab.capabilities().get(FaultKind.LOSS)
                        instanceof Capability.Real ? ",loss" : "");
    }
}
