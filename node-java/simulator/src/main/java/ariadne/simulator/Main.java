package ariadne.simulator;

import ariadne.server.Parts;
import ariadne.simulator.cluster.Ladder;
import ariadne.simulator.cluster.Schedule;
import ariadne.simulator.cluster.Simulation;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the simulator; {@code ./ariadne sim} ends here. */
@Command(name = "sim", mixinStandardHelpOptions = false, sortOptions = false,
        description = "Runs whole clusters in one thread each, with faults, from seeds.",
        footer = {"", "Exit codes: 0 all passed, 1 a violation, 254 bad arguments,",
            "255 the simulator itself failed."})
public final class Main implements Callable<Integer> {
    static final int PASSED = 0;
    static final int VIOLATED = 1;
    static final int BAD_ARGUMENTS = 254;
    static final int FAILED = 255;
    private static final long PROGRESS_NANOS = 200_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", description = "how many seeds to run")
    private Long seeds;

    @Option(names = "--from", paramLabel = "S", description = "the first of them (default: 1)")
    private Long from;

    @Option(names = "--jobs", paramLabel = "J",
            description = "threads (default: one a core); the results do not depend on it")
    private Integer jobs;

    @Option(names = "--seed", paramLabel = "S", description = "run this one seed")
    private Long seed;

    @Option(names = "--trace",
            description = "with --seed: print the ladder of messages, heartbeats left out")
    private boolean trace;

    @Option(names = "--level", paramLabel = "L", defaultValue = "node",
            description = "node: whole nodes; protocol: the protocol alone (default: node)")
    private Level level;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "print this")
    private boolean help;

    /** How much of a node is the true one. */
    enum Level {
        node,
        protocol
    }

    private final PrintStream out;
    private long startNanos;
    private long shownNanos;

    Main(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new Main(out));
        line.setOut(new PrintWriter(out, true));
        line.setParameterExceptionHandler((e, given) -> {
            err.println("sim: " + e.getMessage() + " (try --help)");
            return BAD_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            err.println("sim: the simulator failed: " + e);
            e.printStackTrace(err);
            return FAILED;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        check(seeds != null ^ seed != null, "give either --seeds N or --seed S");
        check(seeds == null || seeds > 0, "--seeds must be 1 or more, not " + seeds);
        check(jobs == null || (jobs > 0 && jobs <= 1024), "--jobs must be 1 to 1024, not " + jobs);
        check(seeds != null || (from == null && jobs == null),
                "--from and --jobs go with --seeds");
        check(seed != null || !trace, "--trace goes with --seed");
        startNanos = System.nanoTime();
        return seed != null ? one() : many();
    }

    private void check(boolean holds, String words) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), words);
        }
    }

    private int one() {
        Outcome outcome = level == Level.node ? node() : ariadne.simulator.protocol.Simulation
                .run(seed, trace ? out::println : null);
        Report report = new Report();
        report.add(outcome);
        out.println("plan          " + (level == Level.node ? Schedule.draw(seed).plan()
                : ariadne.simulator.protocol.Simulation.plan(seed)));
        out.println(String.format(Locale.ROOT, "trace hash    %016x", outcome.traceHash()));
        report.print(out, System.nanoTime() - startNanos);
        return outcome.passed() ? PASSED : VIOLATED;
    }

    private Outcome node() {
        Schedule schedule = Schedule.draw(seed);
        Ladder ladder = trace ? new Ladder(schedule.plan(), out) : null;
        return Simulation.run(schedule, id -> new Parts(), ladder);
    }

    private int many() throws Exception {
        int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        boolean terminal = Terminal.watched();
        Report report = new Campaign(from == null ? 1 : from, seeds, threads,
                level == Level.node ? Simulation::run
                        : s -> ariadne.simulator.protocol.Simulation.run(s, null),
                terminal ? this::progress : r -> { }).run();
        if (terminal) {
            out.print("\r\033[K");
        }
        report.print(out, System.nanoTime() - startNanos);
        return report.violations() == 0 ? PASSED : VIOLATED;
    }

    private synchronized void progress(Report report) {
        long now = System.nanoTime();
        if (now - shownNanos > PROGRESS_NANOS) {
            shownNanos = now;
            out.print(String.format(Locale.ROOT,
                    "\r\033[K%,d of %,d seeds, %,d violations, %.1f/s",
                    report.seeds(), seeds, report.violations(),
                    report.seeds() * 1e9 / (now - startNanos)));
            out.flush();
        }
    }
}
