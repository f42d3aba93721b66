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
    private boolean ended;

    /** From here on it is not: clients begin nothing any more, and final reads come later. */
    synchronized void end(long timeNanos) {
        silentUntil(timeNanos);
        ended = true;
    }

    synchronized void add(Op op) {
        ops.add(op);
        if (op.byClient() && op.type() == OpType.OK) {
            ok++;
            silentUntil(op.timeNanos());
        }
    }

    private void silentUntil(long timeNanos) {
        if (!ended && timeNanos - lastOkNanos > silence.lengthNanos()) {
            silence = new Span(lastOkNanos, timeNanos);
        }
        lastOkNanos = Math.max(lastOkNanos, timeNanos);
    }

    synchronized long ok() {
        return ok;
    }

    /** Longest time without a successful operation until the end; the first of several. */
    synchronized Span silence() {
        return silence;
    }

    synchronized List<Op> ops() {
        return new ArrayList<>(ops);
    }
}
