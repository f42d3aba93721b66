package ariadne.bench.micro;

import ariadne.chain.Sha256Hasher;
import ariadne.paxos.Archive;
import ariadne.paxos.Ballot;
import ariadne.paxos.Envelope;
import ariadne.paxos.Input;
import ariadne.paxos.Output;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One block from the proposal until all five replicas are quiet; no disk, no network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBench {
    private static final List<Integer> MEMBERS = List.of(1, 2, 3, 4, 5);

    @Param({"1", "64", "512"})
    int transactions;

    private record Delivery(int from, Envelope envelope) {}

    private final List<Replica> replicas = new ArrayList<>();
    private final ArrayDeque<Delivery> wire = new ArrayDeque<>();
    private List<byte[]> all;
    private int leader;

    @Setup(Level.Iteration)
    public void elect() {
        replicas.clear();
        wire.clear();
        all = Blocks.transactions(transactions);
        Random random = new Random(1);
        for (int id : MEMBERS) {
            replicas.add(new Replica(new Settings(id, 5, 40, 16, 4096, 1 << 20, 2 << 20, 2000),
                    Saved.fresh(Sha256Hasher.genesis("bench"), MEMBERS), Archive.empty(),
                    new Sha256Hasher(), Stops.none(), random::nextInt));
        }
        for (leader = 0; leader == 0;) {
            for (int id : MEMBERS) {
                step(id, new Input.Tick());
            }
            deliver();
            for (int id : MEMBERS) {
                leader = replicas.get(id - 1).leads().equals(Ballot.ZERO) ? leader : id;
            }
        }
    }

    @Benchmark
    public void decide() {
        step(leader, new Input.Propose(all));
        deliver();
    }

    private void step(int id, Input input) {
        Output output = replicas.get(id - 1).step(input);
        output.send().forEach(envelope -> wire.add(new Delivery(id, envelope)));
        if (output.persist().stream().anyMatch(record -> record.needsForce())) {
            step(id, new Input.Forced());
        }
    }

    private void deliver() {
        for (Delivery next = wire.poll(); next != null; next = wire.poll()) {
            step(next.envelope().to(),
                    new Input.Received(next.from(), next.envelope().message()));
        }
    }
}
