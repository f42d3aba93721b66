package ariadne.chaos.runner;

import ariadne.chaos.report.Answer;
import ariadne.chaos.report.ClockOffset;
import ariadne.chaos.report.Counterexample;
import ariadne.chaos.report.Downtime;
import ariadne.chaos.report.Facts;
import ariadne.chaos.report.Fault;
import ariadne.chaos.report.FileLink;
import ariadne.chaos.report.Leadership;
import ariadne.chaos.report.Operation;
import ariadne.chaos.report.Page;
import ariadne.chaos.report.Run;
import ariadne.chaos.report.Title;
import ariadne.chaos.report.Verdict;
import ariadne.checker.Checker;
import ariadne.checker.RungReport;
import ariadne.checker.edn.Edn;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import ariadne.checker.model.Call;
import ariadne.checker.verdict.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of the lab as the page's records. */
final class RunPage {
    private static final String VERSION = "0.1.0";

    private final Plan plan;
    private final Outcome outcome;
    private final List<String> nodes;
    private final Summary summary;

    RunPage(Plan plan, Outcome outcome, List<String> nodes) {
        this.plan = plan;
        this.outcome = outcome;
        this.nodes = nodes;
        this.summary = new Summary(plan, outcome);
    }

    void write() throws IOException {
        List<Operation> operations = operations();
        Page.write(outcome.directory().resolve("index.html"), new Run(
                new Title(plan.testName(), plan.workload(), plan.timeLimitSeconds(), nodes,
                        plan.concurrency(), plan.seed(), outcome.startedAt(), outcome.lab(),
                        VERSION),
                new Verdict(answer(), summary.headline(), summary.sentence()),
                counterexample(operations.size()), facts(), operations, faults(),
                leaderships(), downtimes(), clocks(), chains(), findings(),
                List.of(plan.command(), "./ariadne check " + outcome.directory().resolve(
                        "history.edn")), files()));
    }

    private Answer answer() {
        return switch (outcome.verdict()) {
            case ariadne.checker.verdict.Verdict.Valid v -> Answer.VALID;
            case ariadne.checker.verdict.Verdict.Invalid i -> Answer.INVALID;
            case ariadne.checker.verdict.Verdict.Unknown u -> Answer.UNKNOWN;
        };
    }

    private static ariadne.chaos.report.Outcome ending(OpType type) {
        return switch (type) {
            case OK -> ariadne.chaos.report.Outcome.OK;
            case FAIL -> ariadne.chaos.report.Outcome.FAIL;
            default -> ariadne.chaos.report.Outcome.INFO;
        };
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Map<Object, Op> open = new HashMap<>();
        for (Op op : outcome.judgement().history().ops()) {
            if (!op.byClient()) {
                continue;
            }
            if (op.type() == OpType.INVOKE) {
                open.put(op.process(), op);
                continue;
            }
            Op invocation = open.remove(op.process());
            operations.add(new Operation((Long) op.process(), op.f(), ending(op.type()),
                    invocation.timeNanos(), op.timeNanos(),
                    op.key() == null ? "" : Edn.print(op.key()),
                    op.value() == null ? "nil" : Words.value(op.value()), op.node(),
                    op.position() == null ? "" : op.position().toString(),
                    op.error() == null ? "" : op.error().toString()));
        }
        return operations;
    }

    private Optional<Counterexample> counterexample(long size) {
        if (!(outcome.verdict() instanceof ariadne.checker.verdict.Verdict.Invalid invalid)) {
            return Optional.empty();
        }
        List<Counterexample.Step> steps = new ArrayList<>();
        for (Call call : invalid.counterexample().operations()) {
            Op completion = call.completion();
            steps.add(new Counterexample.Step((Long) call.invocation().process(),
                    completion == null || completion.node() == null ? "" : completion.node(),
                    Words.call(call).replaceAll(" by process \\d+$", ""),
                    completion == null ? ariadne.chaos.report.Outcome.INFO
                            : ending(completion.type()),
                    call.invokedNanos(),
                    completion == null ? Operation.NEVER : call.returnedNanos()));
        }
        Object key = invalid.counterexample().key();
        return Optional.of(new Counterexample(invalid.counterexample().sentence(),
                key == null ? "" : Edn.print(key), steps, List.of(), size));
    }

    private Facts facts() {
        List<Facts.Rung> rungs = summary.rungs().stream().map(rung -> new Facts.Rung(
                rung.name(), said(rung), rung.elapsedNanos() / 1e9)).toList();
        var all = outcome.judgement().report().stats().all();
        return new Facts(all.ok(), all.fail(), all.info(), outcome.judgement().infoInChain(),
                outcome.silence(), rungs);
    }

    private static String said(RungReport rung) {
        boolean beside = rung.name().equals(Checker.INTEGRITY);
        return switch (rung.outcome()) {
            case PASSED -> beside ? "holds" : rung.name().equals(Checker.WITNESS)
                    ? "proves it" : "finds it too";
            case FAILED -> beside ? "is broken" : "says no";
            case UNDECIDED -> "can't tell";
            case NOT_ASKED -> "was not asked";
        };
    }

    private List<Fault> faults() {
        return outcome.faults().stream().map(f -> new Fault(f.kind(), f.shape(), f.where(),
                f.mechanism(), f.startNanos(), f.endNanos(), summary.effect(f))).toList();
    }

    private List<Downtime> downtimes() {
        List<Downtime> downtimes = new ArrayList<>();
        for (Struck fault : outcome.faults()) {
            for (String node : fault.nodes()) {
                downtimes.add(new Downtime(
                        node, fault.startNanos(), fault.endNanos(), fault.kind()));
            }
        }
        return downtimes;
    }

    private List<Leadership> leaderships() {
        List<Leadership> spans = new ArrayList<>();
        Map<String, NodeState> since = new LinkedHashMap<>();
        Map<String, Long> seen = new HashMap<>();
        for (NodeState state : outcome.samples()) {
            NodeState led = since.get(state.node());
            if (led != null && !led.leads().equals(state.leads())) {
                since.remove(state.node());
                spans.add(new Leadership(state.node(), led.timeNanos(),
                        seen.get(state.node()), led.leads()));
                led = null;
            }
            if (state.leading()) {
                if (led == null) {
                    since.put(state.node(), state);
                }
                seen.put(state.node(), state.timeNanos());
            }
        }
        since.values().forEach(led -> spans.add(new Leadership(
                led.node(), led.timeNanos(), seen.get(led.node()), led.leads())));
        return spans;
    }

    private List<ClockOffset> clocks() {
        return outcome.samples().stream()
                .map(s -> new ClockOffset(s.node(), s.timeNanos(), s.offsetMillis())).toList();
    }

    private List<ariadne.chaos.report.Chain> chains() {
        boolean agree = outcome.judgement().report().findings().isEmpty();
        return outcome.finals().stream().map(state -> new ariadne.chaos.report.Chain(
                state.node(), state.applied(), state.tipHash(), state.stateHash(), agree,
                agree ? "agrees at every height" : "see the findings")).toList();
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        outcome.judgement().report().findings().forEach(f -> findings.add(f.sentence()));
        findings.addAll(outcome.judgement().oddities());
        findings.addAll(outcome.crashes());
        return findings;
    }

    private List<FileLink> files() {
        List<FileLink> files = new ArrayList<>(List.of(
                new FileLink("history.edn", "every operation, as Jepsen writes it"),
                new FileLink("results.edn", "the verdict and what each rung said"),
                new FileLink("test.edn", "everything needed to run it again")));
        for (String node : nodes) {
            files.add(new FileLink(node + "/node.log", "log of " + node));
            files.add(new FileLink(node + "/chain.edn", "chain of " + node));
        }
        return files;
    }
}
