package ariadne.chaos.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Invented runs to look at and to test with: a minute, five nodes, twenty clients, every fault.
 * {@code Demo.main} writes the three pages into a directory.
 */
final class Demo {
    static final long SEED = 4711;
    private static final long SECOND = 1_000_000_000;
    private static final int CLIENTS = 20;
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");

    /** From, to, and who took over: nothing succeeds between these. */
    private static final double[][] GAPS = {
        {6.0, 7.3}, {15.0, 16.2}, {31.0, 32.7}, {39.1, 40.3}, {49.0, 53.1}
    };

    private final SplittableRandom random;
    private final List<Operation> operations = new ArrayList<>();
    private long height;

    private Demo(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        for (Answer answer : Answer.values()) {
            Path file = directory.resolve(answer.name().toLowerCase(Locale.ROOT) + ".html");
            Page.write(file, run(answer));
            System.out.println(file);
        }
    }

    static Run run(Answer answer) {
        Demo demo = new Demo(SEED);
        for (int client = 0; client < CLIENTS; client++) {
            demo.client(client);
        }
        if (answer == Answer.INVALID) {
            demo.tell(story(0));
        }
        return demo.run(answer, demo.operations);
    }

    private Run run(Answer answer, List<Operation> all) {
        long ok = all.stream().filter(o -> o.outcome() == Outcome.OK).count();
        long fail = all.stream().filter(o -> o.outcome() == Outcome.FAIL).count();
        long info = all.size() - ok - fail;
        return new Run(
                new Title("register", "register", 60, NODES, CLIENTS, SEED, "2026-11-23 14:03",
                        "local lab, network namespaces", "0.1.0"),
                verdict(answer, all.size()),
                answer == Answer.INVALID ? Optional.of(story(all.size())) : Optional.empty(),
                new Facts(ok, fail, info, answer == Answer.UNKNOWN ? Facts.NOT_LOOKED : info - 18,
                        Span.longestWithoutSuccess(all, 60 * SECOND), rungs(answer)),
                all, FAULTS, leaderships(), downtimes(), clocks(), chains(answer),
                answer == Answer.INVALID
                        ? List.of("n4 decided height 8,113 twice: blocks 51ab… and 77e0…")
                        : List.of(),
                List.of("./ariadne test --workload register --time-limit 60 --nemesis "
                                + "partition,kill,pause,clock --seed 4711",
                        "./ariadne check store/latest/history.edn"),
                List.of(new FileLink("history.edn", "every operation, as Jepsen writes it"),
                        new FileLink("results.edn", "the verdict"),
                        new FileLink("test.edn", "what to run it again takes"),
                        new FileLink("n1/node.log", ""), new FileLink("n2/node.log", ""),
                        new FileLink("n3/node.log", ""), new FileLink("n4/node.log", ""),
                        new FileLink("n5/node.log", "")));
    }

    private static Verdict verdict(Answer answer, int size) {
        return switch (answer) {
            case VALID -> new Verdict(answer, "Linearizable",
                    Words.count(size) + " operations on 40 keys, against five nodes that were cut "
                            + "apart, killed, paused and lied to about the time. Proved by the "
                            + "order in the chain itself; the proof was checked again by a second "
                            + "method.");
            case INVALID -> new Verdict(answer, "Not linearizable: key 7",
                    "A read returned 5 although 8 had replaced it, and that write was "
                            + "acknowledged 38 ms before the read began.");
            case UNKNOWN -> new Verdict(answer, "Nobody can tell",
                    "The search for an order ran out of memory on key 31, which has 412 "
                            + "operations of unknown outcome. Nothing wrong was found on the "
                            + "other 39 keys.");
        };
    }

    private static List<Facts.Rung> rungs(Answer answer) {
        return switch (answer) {
            case VALID -> List.of(new Facts.Rung("witness", "proved it", 0.21),
                    new Facts.Rung("zones", "agrees", 0.34));
            case INVALID -> List.of(new Facts.Rung("zones", "found it", 0.34),
                    new Facts.Rung("witness", "had refused", 0.2));
            case UNKNOWN -> List.of(new Facts.Rung("search", "gave up", 61.2));
        };
    }

    /** Puts the operations of the story into the history, in place of what these clients did. */
    private void tell(Counterexample story) {
        for (Counterexample.Step step : story.steps()) {
            operations.removeIf(o -> o.process() % CLIENTS == step.process() % CLIENTS
                    && o.invokeNanos() <= step.returnNanos()
                    && o.returnNanos() >= step.invokeNanos());
            String[] words = step.text().split(" ");
            operations.add(new Operation(step.process(), words[0], step.outcome(),
                    step.invokeNanos(), step.returnNanos(), story.key(), words[1], step.node(),
                    "", ""));
        }
    }

    private static Counterexample story(int size) {
        long t = 22_914_000_000L;
        long ms = 1_000_000;
        return new Counterexample(
                "Client 1 read 5 from key 7. Client 8 had replaced 5 with 8, and had been told so "
                        + "38 ms before client 1 asked. n4 answered from its own state; n2 led "
                        + "from height 8,112 on.",
                "7",
                List.of(new Counterexample.Step(3, "n3", "write 5", Outcome.OK, t, t + 30 * ms),
                        new Counterexample.Step(28, "n2", "write 8", Outcome.OK, t + 38 * ms,
                                t + 66 * ms),
                        new Counterexample.Step(1, "n4", "read 5", Outcome.OK, t + 104 * ms,
                                t + 126 * ms)),
                List.of(), size);
    }

    private static Fault fault(
            String kind, String shape, String where, String by, double from, double to,
            String effect) {
        return new Fault(kind, shape, where, by, at(from), at(to), effect);
    }

    private static long at(double seconds) {
        return (long) (seconds * SECOND);
    }

    private static final List<Fault> FAULTS = List.of(
                fault("partition", "majorities-ring", "every node sees three", "ip neigh", 6, 12,
                        "new leader n4 after 1.3 s"),
                fault("kill", "", "n2, n4", "SIGKILL", 15, 18.5,
                        "new leader n3 after 1.2 s; both back and level after 0.9 s"),
                fault("clock", "bump +48 s, drift 3 %", "n3", "libfaketime", 22, 28, "none seen"),
                fault("clock", "strobe 200 ms", "n5", "--lab-clock", 24, 26.5, "none seen"),
                fault("pause", "", "n3 (leader)", "SIGSTOP", 31, 35, "new leader n5 after 1.7 s"),
                fault("partition", "one-way", "n5 hears nobody", "ip neigh, one way", 39, 46,
                        "new leader n2 after 1.2 s"),
                fault("clock", "bump -2.5 s", "n1", "libfaketime", 42, 44, "none seen"),
                fault("kill", "", "all five", "SIGKILL", 49, 52,
                        "no leader for 4.1 s; every acknowledged write found again"));

    private static List<Leadership> leaderships() {
        return List.of(
                new Leadership("n1", at(0.4), at(6.9), "0.1.1"),
                new Leadership("n4", at(7.3), at(15), "0.2.4"),
                new Leadership("n3", at(16.2), at(31), "0.3.3"),
                new Leadership("n5", at(32.7), at(39.9), "0.4.5"),
                new Leadership("n2", at(40.3), at(49), "0.5.2"),
                new Leadership("n2", at(53.1), Operation.NEVER, "0.7.2"));
    }

    private static List<Downtime> downtimes() {
        List<Downtime> downtimes = new ArrayList<>();
        downtimes.add(new Downtime("n2", at(15), at(18.5), "kill"));
        downtimes.add(new Downtime("n4", at(15), at(18.5), "kill"));
        downtimes.add(new Downtime("n3", at(31), at(35), "pause"));
        NODES.forEach(n -> downtimes.add(new Downtime(n, at(49), at(52), "kill")));
        return downtimes;
    }

    private List<ClockOffset> clocks() {
        List<ClockOffset> clocks = new ArrayList<>();
        for (double t = 0; t < 60; t += 0.1) {
            double n3 = t >= 22 && t < 28 ? 48_000 + (t - 22) * 30 : 0;
            double n5 = t >= 24 && t < 26.5 && random.nextBoolean() ? 200 : 0;
            double n1 = t >= 42 && t < 44 ? -2500 : 0;
            clocks.add(new ClockOffset("n1", at(t), n1));
            clocks.add(new ClockOffset("n2", at(t), 0.2 * random.nextDouble()));
            clocks.add(new ClockOffset("n3", at(t), n3));
            clocks.add(new ClockOffset("n4", at(t), 0));
            clocks.add(new ClockOffset("n5", at(t), n5));
        }
        return clocks;
    }

    private static List<Chain> chains(Answer answer) {
        List<Chain> chains = new ArrayList<>();
        for (String node : NODES) {
            boolean agrees = answer != Answer.INVALID || !node.equals("n4");
            chains.add(new Chain(node, agrees ? 18_204 : 18_199,
                    agrees ? "9f3c11ab77e0c2d45561" : "51ab00e2d94f11c0aa31",
                    agrees ? "c01d5ea1b00f33e9" : "0be551de44aa0127", agrees,
                    agrees ? "at every height" : "from height 8,113 on"));
        }
        return chains;
    }

    private void client(int client) {
        long process = client;
        long now = (long) (random.nextDouble() * 20_000_000);
        while (now < 60 * SECOND) {
            Operation operation = operation(process, now);
            operations.add(operation);
            if (operation.outcome() == Outcome.INFO) {
                process += CLIENTS;
            }
            now = Math.max(operation.returnNanos(), now + 5_000_000)
                    + (long) (random.nextDouble() * 14_000_000);
        }
    }

    private Operation operation(long process, long now) {
        double seconds = now / (double) SECOND;
        double millis = 1.4 * Math.exp(0.55 * Math.abs(random.nextGaussian()) + 0.4);
        Outcome outcome = Outcome.OK;
        String error = "";
        if (random.nextInt(4000) == 0) {
            millis *= 20;
        }
        double[] gap = gap(seconds);
        if (gap != null) {
            double dice = random.nextDouble();
            if (dice < 0.25) {
                outcome = Outcome.FAIL;
                error = "no leader";
                millis = 40 + 300 * random.nextDouble();
            } else if (dice < 0.45) {
                outcome = Outcome.INFO;
                error = "timed out after 2 s";
                millis = 2000 + 6 * random.nextDouble();
            } else {
                millis = (gap[1] - seconds) * 1000 + 20 + 120 * random.nextDouble();
            }
        } else if (random.nextInt(90) == 0) {
            outcome = Outcome.FAIL;
            error = "cas: met another value";
        } else if (FAULTS.stream().anyMatch(f -> now > f.startNanos() && now < f.endNanos())) {
            millis *= 1.8;
        }
        String f = List.of("read", "write", "cas").get(random.nextInt(3));
        int value = random.nextInt(1000);
        return new Operation(process, f, outcome, now, now + (long) (millis * 1e6),
                String.valueOf(random.nextInt(40)),
                f.equals("cas") ? "[" + value + " " + random.nextInt(1000) + "]" : "" + value,
                NODES.get(random.nextInt(5)),
                outcome == Outcome.OK ? ++height / 6 + "." + height % 6 : "", error);
    }

    private static double[] gap(double seconds) {
        for (double[] gap : GAPS) {
            if (seconds >= gap[0] && seconds < gap[1]) {
                return gap;
            }
        }
        return null;
    }
}
