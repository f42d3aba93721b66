package ariadne.chaos.runner;

import ariadne.chaos.report.Span;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.Position;
import ariadne.checker.model.Model;
import ariadne.checker.rung.Chain;
import ariadne.checker.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small run that never was: three nodes, one key, a cut and a kill. */
final class Trial {
    static final Plan PLAN = new Plan("register", 3, 20, 100, 2, List.of("partition", "kill"), 42,
            "auto", "", false, "", Plan.STORE);
    static final long SECOND = 1_000_000_000L;
    static final Struck CUT = new Struck("partition", "one", "n1 | n2 n3", List.of(),
            "cut by hand", 2 * SECOND, 4 * SECOND);
    static final Struck KILL = new Struck("kill", "one", "n2", List.of("n2"), "SIGKILL",
            6 * SECOND, 8 * SECOND);

    private final List<Op> ops = new ArrayList<>();
    private List<String> crashes = List.of();
    private List<NodeState> samples = List.of(leads("n1", "0.1.1", 1), leads("n2", "0.2.2", 3),
            leads("n1", "0.1.1", 3), leads("n3", "0.3.3", 7));

    /** All right: two writes and two reads, one of them refused, one write unknown. */
    static Trial right() {
        Trial trial = new Trial();
        trial.done(write(0, 1, 1), 1, "n1");
        trial.done(write(1, 2, 3), 2, "n2");
        trial.ops.add(write(0, 3, 5));
        trial.ops.add(write(0, 3, 5).info("timed out", 6 * SECOND).withId(new OpId("s", 3)));
        trial.ops.add(read(1, 7));
        trial.ops.add(read(1, 7).fail("nobody leads", 7 * SECOND + 9).withNode("n2"));
        trial.read(1, 8, 3L, 3);
        return trial;
    }

    /** A read of what had been replaced. */
    static Trial stale() {
        Trial trial = new Trial();
        trial.done(write(0, 1, 1), 1, "n1");
        trial.done(write(0, 2, 3), 2, "n1");
        trial.read(1, 5, 1L, 1);
        return trial;
    }

    Trial crashed(String sentence) {
        crashes = List.of(sentence);
        return this;
    }

    Trial sampled(NodeState... states) {
        samples = List.of(states);
        return this;
    }

    Outcome outcome(Path directory) {
        List<Chain.Block> blocks = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            blocks.add(new Chain.Block(i, "hash" + i, List.of(new OpId("s", i))));
        }
        List<Chain> chains = List.of(new Chain("n1", true, blocks), new Chain("n2", true, blocks));
        Judge.Judgement judgement = Judge.judge(ops, Model.CAS_REGISTER, chains, samples);
        Verdict verdict = TestRun.verdict(judgement, crashes);
        return new Outcome(verdict, judgement, List.of(CUT, KILL, CUT), samples, chains,
                samples, crashes, new Span(2 * SECOND, 3 * SECOND), "the lab \"paper\"", directory,
                "2026-11-23 12:00");
    }

    static NodeState leads(String node, String ballot, long second) {
        return new NodeState(
                node, 1, second * SECOND, ballot, ballot, second, second, "tip", "state",
                -5);
    }

    private static Op write(long process, long value, long second) {
        return Op.invoke(process, "write", 7L, value, second * SECOND);
    }

    private static Op read(long process, long second) {
        return Op.invoke(process, "read", 7L, null, second * SECOND);
    }

    private void done(Op op, long height, String node) {
        ops.add(op);
        ops.add(op.ok(op.timeNanos() + 1000).withPosition(new Position(height, 0))
                .withId(new OpId("s", height)).withNode(node));
    }

    private void read(long process, long second, long value, long height) {
        ops.add(read(process, second));
        ops.add(read(process, second).ok(value, second * SECOND + 5)
                .withPosition(Position.read(height)).withNode("n3"));
    }
}
