package ariadne.bench.micro;

import ariadne.chain.Sha256Hasher;
import ariadne.paxos.Hash;
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

/** The hash of a block. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HashBench {
    @Param({"1", "64", "512"})
    int transactions;

    private final Sha256Hasher hasher = new Sha256Hasher();
    private List<byte[]> all;

    @Setup
    public void prepare() {
        all = Blocks.transactions(transactions);
    }

    @Benchmark
    public Hash hash() {
        return hasher.hash(1, Hash.ZERO, all);
    }
}
