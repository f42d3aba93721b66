package ariadne.bench.micro;

import ariadne.kv.Applied;
import ariadne.kv.Command;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One put into the state machine, its session and the state hash included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ApplyBench {
    /** Answers that the session keeps. */
    @Param({"1", "512"})
    int outstanding;

    private final Store store = new Store(SessionLimits.DEFAULT);
    private final Command[] puts = new Command[Blocks.KEYS];
    private long session;
    private long sequence;

    @Setup
    public void open() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < puts.length; i++) {
            puts[i] = Blocks.put(1, 1, random).command();
        }
        Result opened = store.apply(new Position(1, 0),
                new Request(0, 1, 0, new Command.Open(1))).result();
        session = ((Result.Opened) opened).session();
    }

    @Benchmark
    public Applied put() {
        sequence++;
        return store.apply(new Position(1 + sequence, 0), new Request(session, sequence,
                Math.max(0, sequence + 1 - outstanding), puts[(int) (sequence % puts.length)]));
    }
}
