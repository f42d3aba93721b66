package ariadne.chaos.cli;

import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.Options;
import ariadne.checker.Report;
import ariadne.checker.Results;
import ariadne.checker.RungReport;
import ariadne.checker.edn.Edn;
import ariadne.checker.history.History;
import ariadne.checker.history.HistoryReader;
import ariadne.checker.history.Op;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Verdict;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a history file, ours or Jepsen's. */
@Command(name = "check", description = "Judge a history in Jepsen's EDN: is it linearizable?")
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "history.edn, written by Ariadne or by Jepsen.")
    private Path file;

    @Option(names = "--model", paramLabel = "MODEL",
            description = "register, cas-register or set"
            + " (default: what the operations look like).")
    private String model;

    @Option(names = "--time-limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "Search no longer than this (default: ${DEFAULT-VALUE}).")
    private long seconds;

    @Option(names = "--edn", description = "Print the whole result as EDN.")
    private boolean edn;

    @Override
    public Integer call() {
        if (seconds < 1) {
            throw new BadArguments("--time-limit " + seconds + ": at least 1");
        }
        History history = HistoryReader.read(file);
        Report report = Checker.check(history, model(history), Budget.ofSeconds(seconds),
                Options.standard().crossChecked());
        if (edn) {
            System.out.println(Edn.pretty(Results.map(report)));
        } else {
            print(report);
        }
        return exitCode(report.verdict());
    }

    private Model model(History history) {
        if (model != null) {
            try {
                return Model.named(model);
            } catch (IllegalArgumentException e) {
                throw new BadArguments(e.getMessage());
            }
        }
        Set<String> functions = new TreeSet<>();
        for (Op op : history.ops()) {
            if (op.byClient()) {
                functions.add(op.f());
            }
        }
        return functions.contains("add") ? Model.SET
                : functions.contains("cas") ? Model.CAS_REGISTER : Model.REGISTER;
    }

    private static void print(Report report) {
        System.out.println(":valid? " + Edn.print(Results.valid(report.verdict())));
        switch (report.verdict()) {
            case Verdict.Valid valid -> { }
            case Verdict.Invalid invalid ->
                System.out.println(invalid.counterexample().sentence());
            case Verdict.Unknown unknown -> System.out.println(unknown.why());
        }
        System.out.printf("%d operations on %d keys: %d ok, %d refused, %d unknown%n",
                report.stats().all().total(), report.keys(), report.stats().all().ok(),
                report.stats().all().fail(), report.stats().all().info());
        for (RungReport rung : report.rungs()) {
            System.out.printf("%-10s %-10s %s (%.2f s)%n", rung.name(),
                    rung.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    rung.words(), rung.elapsedNanos() / 1e9);
        }
    }

    /** Jepsen's exit codes. */
    static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid valid -> 0;
            case Verdict.Invalid invalid -> 1;
            case Verdict.Unknown unknown -> 2;
        };
    }
}
