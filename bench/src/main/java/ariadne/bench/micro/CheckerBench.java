package ariadne.bench.micro;

import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.generate.Workload;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Verdict;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole verdict, from the operations in memory to the report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CheckerBench {
    /** What makes a history hard. */
    public enum Hard {
        /** A million operations on a hundred keys, 1 % of the updates unknown, by witness. */
        MILLION_BY_WITNESS(Workload.of(100, 20, 1_000_000).withInfoPerMille(10), true, 0),
        /** The same of servers that claim no order. */
        MILLION_BY_ZONES(Workload.of(100, 20, 1_000_000).withInfoPerMille(10), false, 0),
        /** One key, fifty clients. */
        HOT_KEY(Workload.of(1, 50, 100_000), false, 0),
        /** One read that lies among a hundred thousand operations on ten keys. */
        STALE_READ(Workload.of(10, 20, 100_000).withInfoPerMille(10), false, 150_000),
        /** Every third update is unknown. */
        MANY_UNKNOWN(Workload.of(10, 20, 100_000).withInfoPerMille(333), false, 0),
        /** Values repeat, so it is searched. */
        FIVE_VALUES(Workload.of(20, 10, 20_000).withValues(5).withInfoPerMille(10), false, 0);

        private final Workload workload;
        private final boolean claims;
        private final int lie;

        Hard(Workload workload, boolean claims, int lie) {
            this.workload = workload;
            this.claims = claims;
            this.lie = lie;
        }

        History history() {
            List<Op> ops = claims ? workload.ops() : Workload.withoutPositions(workload.ops());
            return lie == 0 ? History.of(ops) : Workload.staleRead(ops, lie);
        }
    }

    @Param
    Hard hard;

    private History history;

    @Setup
    public void make() {
        history = hard.history();
    }

    /** Fails when the verdict is not what it must be. */
    @Benchmark
    public Verdict check() {
        Verdict verdict =
                Checker.check(history, Model.CAS_REGISTER, Budget.ofSeconds(60)).verdict();
        if (hard.lie == 0 ? !(verdict instanceof Verdict.Valid)
                : !(verdict instanceof Verdict.Invalid)) {
            throw new IllegalStateException(hard + ": " + verdict);
        }
        return verdict;
    }
}
