package ariadne.chaos.runner;

import ariadne.chaos.lab.ChosenLab;
import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabInputException;
import ariadne.chaos.lab.LabSettings;
import ariadne.chaos.nemesis.NemesisChoice;
import ariadne.chaos.workload.Workload;
import ariadne.checker.Results;
import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import ariadne.checker.history.History;
import ariadne.checker.history.HistoryWriter;
import ariadne.checker.rung.Chain;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole test: a place in the store, a lab, a run, a judgement, and all of it written down. */
public final class TestRun {
    private static final DateTimeFormatter FOR_PEOPLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Plan plan;
    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param terminal whether progress may be shown in place
     */
    public TestRun(Plan plan, PrintStream out, boolean terminal) {
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs the test.
     *
     * @throws LabInputException when the store can't be written, or the lab can't do what is asked
     */
    public Verdict run(ChosenLab choice) throws IOException, InterruptedException {
        LocalDateTime now = LocalDateTime.now();
        StoreDirectory store;
        try {
            store = StoreDirectory.create(plan.store(), plan.testName(), now);
        } catch (IOException e) {
            throw new LabInputException("the store can't be written: " + e.getMessage()
                    + "; choose another with --store");
        }
        out.printf("%s: %d nodes, %d clients, %d s, nemesis %s, seed %d, lab %s (%s)%n",
                plan.testName(), plan.nodes(), plan.concurrency(), plan.timeLimitSeconds(),
                plan.nemeses().isEmpty() ? "none" : String.join(",", plan.nemeses()),
                plan.seed(), choice.name(), choice.why());
        writeTest(store, now, choice.name());
        Workload workload = Workload.named(plan.workload());
        Runner.Remains remains;
        List<String> ends;
        String description;
        List<String> nodes;
        try (Lab lab = choice.opener().open(LabSettings.nodeNames(plan.nodes()),
                "lab-" + plan.seed(), store.path())) {
            NemesisChoice.requireSupported(
                    NemesisChoice.parse(String.join(",", plan.nemeses())), lab);
            remains = new Runner(plan, lab, workload, out, terminal).run();
            ends = lab.unexpectedEnds();
            description = lab.description();
            nodes = lab.nodes();
            // Should the rest fail, what happened is not lost.
            HistoryWriter.write(History.of(remains.ops()), store.file("history.edn"));
        }
        List<String> crashes = Crashes.explained(ends, store.path());
        Judge.Judgement judgement = Judge.judge(remains.ops(), workload.model(),
                remains.chains(), remains.samples());
        Outcome outcome = new Outcome(verdict(judgement, crashes), judgement, remains.faults(),
                remains.samples(), remains.chains(), remains.finals(), crashes,
                remains.silence(), description, store.path(), FOR_PEOPLE.format(now));
        write(store, outcome, nodes);
        new Summary(plan, outcome).print(out);
        return outcome.verdict();
    }

    /** What the checker found comes first; then what no rung looks at; then nodes that crashed. */
    static Verdict verdict(Judge.Judgement judgement, List<String> crashes) {
        Verdict checked = judgement.report().verdict();
        if (checked instanceof Verdict.Invalid) {
            return checked;
        }
        String wrong = !judgement.oddities().isEmpty() ? judgement.oddities().getFirst()
                : !crashes.isEmpty() ? "A node stopped by itself: " + crashes.getFirst() : "";
        return wrong.isEmpty() ? checked : new Verdict.Invalid(new Counterexample(
                null, Counterexample.Kind.BAD_CHAINS, wrong, List.of()));
    }

    void write(StoreDirectory store, Outcome outcome, List<String> nodes)
            throws IOException {
        HistoryWriter.write(outcome.judgement().history(), store.file("history.edn"));
        Map<Keyword, Object> results =
                new LinkedHashMap<>(Results.map(outcome.judgement().report()));
        results.put(Keyword.of("valid?"), Results.valid(outcome.verdict()));
        if (outcome.verdict() instanceof Verdict.Invalid invalid) {
            results.put(Keyword.of("counterexample"),
                    Results.counterexample(invalid.counterexample()));
        }
        results.put(Keyword.of("crashes"), outcome.crashes());
        results.put(Keyword.of("oddities"), outcome.judgement().oddities());
        results.put(Keyword.of("longest-silence-nanos"), outcome.silence().lengthNanos());
        results.put(Keyword.of("nemesis"), outcome.faults().stream().map(TestRun::fault).toList());
        Files.writeString(store.file("results.edn"), Edn.pretty(results) + "\n");
        for (Chain chain : outcome.chains()) {
            ChainDump.write(chain, store.file(chain.node()).resolve("chain.edn"));
        }
        new RunPage(plan, outcome, nodes).write();
    }

    private static Map<Keyword, Object> fault(Struck fault) {
        Map<Keyword, Object> map = new LinkedHashMap<>();
        map.put(Keyword.of("kind"), Keyword.of(fault.kind()));
        map.put(Keyword.of("shape"), fault.shape());
        map.put(Keyword.of("words"), fault.where());
        map.put(Keyword.of("mechanism"), fault.mechanism());
        map.put(Keyword.of("start-nanos"), fault.startNanos());
        map.put(Keyword.of("end-nanos"), fault.endNanos());
        return map;
    }

    void writeTest(StoreDirectory store, LocalDateTime now, String lab)
            throws IOException {
        Map<Keyword, Object> map = new LinkedHashMap<>();
        map.put(Keyword.of("name"), plan.testName());
        map.put(Keyword.of("start-time"), now.toString());
        map.put(Keyword.of("workload"), plan.workload());
        map.put(Keyword.of("nodes"), LabSettings.nodeNames(plan.nodes()));
        map.put(Keyword.of("concurrency"), (long) plan.concurrency());
        map.put(Keyword.of("rate"), plan.rate());
        map.put(Keyword.of("time-limit"), (long) plan.timeLimitSeconds());
        map.put(Keyword.of("nemesis"), plan.nemeses());
        map.put(Keyword.of("seed"), plan.seed());
        map.put(Keyword.of("lab"), lab);
        map.put(Keyword.of("mutant"), plan.mutant().isEmpty() ? null : plan.mutant());
        map.put(Keyword.of("command"), plan.command());
        Files.writeString(store.file("test.edn"), Edn.pretty(map) + "\n");
    }
}
