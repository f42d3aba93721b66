package ariadne.chaos.runner;

import ariadne.chaos.report.Span;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;

/** The history as it happens, in real-time order, with what progress and the page need. */
final class Recorder {
    private final List<Op> ops = new ArrayList<>();
    private long ok;
    private long lastOkNanos;
    private Span silence = new Span(0, 0);

    synchronized void add(Op op) {
        ops.add(op);
        if (op.byClient() && op.type() == OpType.OK) {
            ok++;
            if (op.timeNanos() - lastOkNanos > silence.lengthNanos()) {
                silence = new Span(lastOkNanos, op.timeNanos());
            }
            lastOkNanos = Math.max(lastOkNanos, op.timeNanos());
        }
    }

    synchronized long ok() {
        return ok;
    }

    /** Longest time without a successful operation so far. */
    synchronized Span silence() {
        return silence;
    }

    synchronized List<Op> ops() {
        return new ArrayList<>(ops);
    }
}
