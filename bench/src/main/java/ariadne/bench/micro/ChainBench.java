package ariadne.bench.micro;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Identity;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.chain.Sha256Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A block to the disk. The hash of each block is a part of it, since no two are the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChainBench {
    @Param({"1", "64", "512"})
    int transactions;

    private Path dir;
    private ChainStore chain;
    private List<byte[]> all;
    private Hash tip;
    private long height;

    @Setup(Level.Iteration)
    public void open() throws IOException, ChainException {
        all = Blocks.transactions(transactions);
        dir = Files.createTempDirectory(Path.of("."), "chain-bench");
        Path data = dir.resolve("data");
        ChainStore.format(data, Identity.of("bench", 1, new TreeMap<>(Map.of(1, "n1"))));
        chain = ChainStore.open(data, "bench", 1);
        Ballot ballot = new Ballot(0, 1, 1);
        chain.write(List.of(new Durable.Promised(ballot), new Durable.Accepted(ballot)));
        tip = Sha256Hasher.genesis("bench");
        height = 0;
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException, ChainException {
        chain.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public void append() throws ChainException {
        Block block = Blocks.block(++height, tip, all);
        tip = block.hash();
        chain.write(List.of(new Durable.Appended(block)));
    }

    @Benchmark
    public void appendAndForce() throws ChainException {
        append();
        chain.force();
    }
}
