package ariadne.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.workload.MemoryStore.Bug;
import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.Options;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import ariadne.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of six clients: what is right is found right, what is broken is found broken. */
final class WorkloadRunTest {
    private static final int CLIENTS = 6;
    private static final int OPERATIONS = 150;
    private static final int SEEDS = 8;

    @ParameterizedTest
    @ValueSource(strings = {"register", "set"})
    void aRightDatabaseIsFoundRight(String name) throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            System.out.println("seed " + seed);
            List<Op> ops = run(name, Bug.NONE, seed);
            assertThat(check(name, ops)).as("seed %d", seed).isInstanceOf(Verdict.Valid.class);
            assertThat(ops).extracting(Op::type).contains(OpType.OK, OpType.FAIL, OpType.INFO);
        }
    }

    @ParameterizedTest
    @CsvSource({"register, STALE_READS", "register, LOST_UPDATES", "register, APPLIED_TWICE",
        "set, STALE_READS", "set, LOST_UPDATES", "set, APPLIED_TWICE"})
    void aBrokenDatabaseIsFoundBroken(String name, Bug bug) throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            System.out.println("seed " + seed);
            assertThat(check(name, run(name, bug, seed))).as("seed %d", seed)
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "set"})
    void aSeedGivesOneHistory(String name) throws Exception {
        assertThat(run(name, Bug.NONE, 7)).isEqualTo(run(name, Bug.NONE, 7));
    }

    private static Verdict check(String name, List<Op> ops) {
        return Checker.check(History.of(ops), Workload.named(name).model(), Budget.ofSeconds(20),
                Options.standard().crossChecked()).verdict();
    }

    private static List<Op> run(String name, Bug bug, long seed) throws Exception {
        Workload workload = Workload.named(name);
        Turns turns = new Turns(seed);
        MemoryStore store = new MemoryStore(bug, seed, turns);
        AtomicLong clock = new AtomicLong();
        List<Op> ops = new ArrayList<>();
        List<Runnable> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            long number = i;
            clients.add(() -> work(workload, store.client("n" + (number + 1)), number, seed,
                    clock, turns, ops));
        }
        turns.run(clients);
        try (Database last = store.client("n1")) {
            for (Op read : workload.finalReads(CLIENTS * 1000L, clock.incrementAndGet())) {
                ops.add(read);
                ops.add(workload.carryOut(read, last, clock::incrementAndGet));
            }
        }
        return ops;
    }

    private static void work(Workload workload, Database database, long number, long seed,
            AtomicLong clock, Turns turns, List<Op> ops) {
        Random random = new Random(seed * 31 + number);
        long process = number;
        for (int i = 0; i < OPERATIONS; i++) {
            Op invocation = workload.next(process, random, clock.incrementAndGet());
            ops.add(invocation);
            try {
                Op done = workload.carryOut(invocation, database, clock::incrementAndGet);
                ops.add(done);
                process += done.type() == OpType.INFO ? CLIENTS : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            turns.pass();
        }
    }
}
