package ariadne.simulator;

import ariadne.server.Parts;
import ariadne.simulator.cluster.Ladder;
import ariadne.simulator.cluster.Page;
import ariadne.simulator.cluster.Schedule;
import ariadne.simulator.cluster.Shrinker;
import ariadne.simulator.cluster.Simulation;
import ariadne.simulator.cluster.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
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
    private static final int SHRINK_RUNS = 3000;

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

    @Option(names = "--replay", paramLabel = "FILE", description = "run a schedule file")
    private Path replay;

    @Option(names = "--shrink", paramLabel = "FILE",
            description = "make a schedule file that fails small, and tell what remains")
    private Path shrink;

    @Option(names = "--trace", description = "with --seed or --replay: print the ladder of"
            + " messages, heartbeats left out")
    private boolean trace;

    @Option(names = "--page", description = "with --seed or --replay: draw the run as a web"
            + " page in the store, as --shrink does")
    private boolean page;

    @Option(names = "--level", paramLabel = "L", description = "node: whole nodes;"
            + " protocol: the protocol alone, in worse weather (default: node)")
    private Level level;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "print this")
    private boolean help;

    /** How much of a node is the true one. */
    enum Level { node, protocol }

    private final PrintStream out;
    private final Path store;
    private long startNanos;
    private long shownNanos;

    /** Schedules of runs that fail are saved in {@code store}. */
    Main(PrintStream out, Path store) {
        this.out = out;
        this.store = store;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("ariadne.home", "."));
        System.exit(run(System.out, System.err, home.resolve("store").resolve("sim"), arguments));
    }

    static int run(PrintStream out, PrintStream err, Path store, String... arguments) {
        CommandLine line = new CommandLine(new Main(out, store));
        line.setOut(new PrintWriter(out, true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
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
        check(Stream.of(seeds, seed, replay, shrink).filter(o -> o != null).count() == 1,
                "give one of --seeds N, --seed S, --replay FILE and --shrink FILE");
        check(seeds == null || seeds > 0, "--seeds must be 1 or more, not " + seeds);
        check(jobs == null || (jobs > 0 && jobs <= 1024), "--jobs must be 1 to 1024, not " + jobs);
        check(seeds != null || (from == null && jobs == null),
                "--from and --jobs go with --seeds");
        check(seed != null || replay != null || !trace, "--trace goes with --seed or --replay");
        check(!page || (seed != null || replay != null) && !protocol(),
                "--page goes with --seed or --replay, of whole nodes");
        check((replay == null && shrink == null) || level == null,
                "--level goes with --seed or --seeds");
        startNanos = System.nanoTime();
        if (shrink != null) {
            return shrunk(read(shrink));
        } else if (replay != null) {
            return one(read(replay));
        } else if (seed == null) {
            return many();
        }
        return protocol() ? told("plan          "
                + ariadne.simulator.protocol.Simulation.plan(seed),
                ariadne.simulator.protocol.Simulation.run(seed, trace ? out::println : null))
                : one(Schedule.draw(seed));
    }

    private boolean protocol() {
        return level == Level.protocol;
    }

    private void check(boolean holds, String words) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), words);
        }
    }

    private Schedule read(Path file) throws IOException {
        try {
            return Schedule.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "no such file: " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(),
                    file + ": " + e.getMessage(), e);
        }
    }

    private int one(Schedule schedule) throws IOException {
        Ladder ladder = trace ? new Ladder(schedule.plan(), out) : null;
        Page drawn = page ? new Page(schedule) : null;
        Consumer<Trace.Event> both = ladder == null ? drawn
                : drawn == null ? ladder : ladder.andThen(drawn);
        Outcome outcome = kept(schedule, Simulation.run(schedule, id -> new Parts(), both));
        if (page) {
            Path file = store.resolve("seed-" + schedule.seed() + ".html");
            Files.createDirectories(store);
            Files.writeString(file, drawn.text(outcome));
            out.println("page          " + file);
        }
        return told("plan          " + schedule.plan(), outcome);
    }

    private int told(String plan, Outcome outcome) {
        Report report = new Report();
        report.add(outcome);
        out.println(plan);
        out.println(String.format(Locale.ROOT, "trace hash    %016x", outcome.traceHash()));
        report.print(out, System.nanoTime() - startNanos);
        return outcome.passed() ? PASSED : VIOLATED;
    }

    /** Saves the decisions of a run that failed. */
    private Outcome kept(Schedule schedule, Outcome outcome) {
        if (outcome.passed() || replay != null) {
            return outcome;
        }
        Path file = store.resolve("seed-" + schedule.seed() + ".schedule");
        try {
            Files.createDirectories(store);
            Files.writeString(file, schedule.text());
        } catch (IOException e) {
            return outcome.saved("nowhere: " + e.getMessage());
        }
        return outcome.saved(file.toString());
    }

    private int shrunk(Schedule schedule) throws IOException {
        boolean terminal = Terminal.watched();
        Schedule small;
        try {
            small = new Shrinker(id -> new Parts(), SHRINK_RUNS, (runs, best) -> {
                if (terminal) {
                    out.print("\r\033[K" + runs + " runs, " + best.steps().size() + " steps");
                    out.flush();
                }
            }).shrink(schedule);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), shrink + ": " + e.getMessage(), e);
        }
        Path file = Path.of(shrink + ".small");
        Files.writeString(file, small.text());
        out.println((terminal ? "\r\033[K" : "") + schedule.steps().size() + " steps, of which "
                + small.steps().size() + " remain: " + file);
        small.steps().forEach(step -> out.println("  " + step.line()));
        trace = true;
        page = true;
        replay = file;
        return one(small);
    }

    private int many() throws Exception {
        int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        boolean terminal = Terminal.watched();
        LongFunction<Outcome> run = protocol()
                ? number -> ariadne.simulator.protocol.Simulation.run(number, null)
                : number -> kept(Schedule.draw(number), Simulation.run(number));
        Report report = new Campaign(from == null ? 1 : from, seeds, threads, run,
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
