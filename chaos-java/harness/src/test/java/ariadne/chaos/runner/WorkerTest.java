package ariadne.chaos.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.workload.Database;
import ariadne.chaos.workload.Workload;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import ariadne.checker.model.Model;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A client fails in every way that there is; the history stays whole. */
final class WorkerTest {
    private static final long SECOND = 1_000_000_000L;

    private final StoppedClock clock = new StoppedClock();
    private final Recorder recorder = new Recorder();
    private final List<String> events = new ArrayList<>();
    private final Deque<String> script = new ArrayDeque<>();
    private boolean openFails;
    private boolean closeFails;

    @Test
    void aProcessIsOverWhenNobodyKnowsWhatItsOperationDid() {
        script.addAll(List.of("ok", "info", "ok", "fail", "info", "ok"));
        worker(2, 6).run();
        assertThat(processes()).containsExactly(2L, 2L, 17L, 17L, 17L, 32L);
        assertThat(events).containsExactly("open 2", "close 2", "open 17", "close 17", "open 32",
                "close 32");
        assertWhole();
    }

    @Test
    void aClientThatThrowsLeavesItsOperationUnknown() {
        script.addAll(List.of("throw", "ok"));
        worker(0, 2).run();
        assertThat(completions()).extracting(Op::type)
                .containsExactly(OpType.INFO, OpType.OK);
        assertThat(completions().getFirst().error())
                .isEqualTo("client failed: java.lang.IllegalStateException: broken");
        assertThat(processes()).containsExactly(0L, 15L);
        assertThat(events).containsExactly("open 0", "close 0", "open 15", "close 15");
        assertWhole();
    }

    @Test
    void aClientThatCannotBeOpenedIsOneToo() {
        openFails = true;
        worker(0, 3).run();
        assertThat(processes()).containsExactly(0L, 15L, 30L);
        assertThat(completions()).allMatch(op -> op.type() == OpType.INFO);
        assertWhole();
    }

    @Test
    void aClientThatCannotBeClosedEndsNothing() {
        closeFails = true;
        script.addAll(List.of("info", "ok", "info", "ok"));
        worker(0, 4).run();
        assertThat(processes()).containsExactly(0L, 15L, 15L, 30L);
        assertThat(events).containsExactly("open 0", "close 0", "open 15", "close 15",
                "open 30", "close 30");
        assertWhole();
    }

    @Test
    void anInterruptionLosesNoCompletion() {
        script.addAll(List.of("ok", "interrupt", "ok"));
        worker(0, 3).run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(completions()).extracting(Op::type).containsExactly(OpType.OK, OpType.INFO);
        assertThat(events).containsExactly("open 0", "close 0");
        assertWhole();
    }

    @Test
    void anErrorLosesNoCompletionAndIsNotHidden() {
        script.add("error");
        assertThatThrownBy(worker(0, 1)::run).isInstanceOf(AssertionError.class);
        assertThat(completions()).singleElement().matches(op -> op.type() == OpType.INFO);
        assertThat(events).containsExactly("open 0", "close 0");
        assertWhole();
    }

    @Test
    void allWorkersTogetherKeepTheRate() {
        Plan plan = plan(300);
        for (int i = 0; i < 15; i++) {
            StoppedClock own = new StoppedClock();
            new Worker(i, plan, workload(1_000_000), Client::new, recorder, own,
                    20 * SECOND).run();
            assertThat(own.getAsLong()).isLessThan(20 * SECOND);
        }
        System.out.println("seed " + plan.seed());
        assertThat(recorder.ok()).isBetween(5_700L, 6_300L);
    }

    @Test
    void aSlowAnswerIsNotMadeUpForByAFloodOfOperations() {
        script.add("slow");
        new Worker(0, plan(15), workload(1_000_000), Client::new, recorder, clock, 20 * SECOND)
                .run();
        List<Op> ops = recorder.ops();
        for (int i = 2; i < ops.size(); i += 2) {
            assertThat(ops.get(i).timeNanos()).isGreaterThanOrEqualTo(ops.get(i - 1).timeNanos());
        }
        assertThat(recorder.ok()).isBetween(4L, 25L);
    }

    @Test
    void finalReadsSurviveABrokenClient() throws Exception {
        script.addAll(List.of("ok", "throw", "ok", "ok"));
        worker(7, 0).finalReads();
        assertThat(processes()).containsExactly(7L, 7L, 22L, 22L);
        assertThat(events).containsExactly("open 7", "close 7", "open 22", "close 22");
        assertWhole();
    }

    private Worker worker(int number, int operations) {
        return new Worker(number, plan(300), workload(operations), Client::new, recorder, clock,
                Long.MAX_VALUE);
    }

    static Plan plan(double rate) {
        return new Plan("register", 5, 20, rate, 15, List.of(), 42, "auto", "",
                false, "", Plan.STORE);
    }

    private List<Op> completions() {
        return recorder.ops().stream().filter(op -> op.type() != OpType.INVOKE).toList();
    }

    private List<Object> processes() {
        return completions().stream().map(Op::process).toList();
    }

    /** Every invocation has one completion, and a process does one thing at a time. */
    private void assertWhole() {
        Map<Object, Op> open = new HashMap<>();
        Set<Object> over = new HashSet<>();
        for (Op op : recorder.ops()) {
            if (op.type() == OpType.INVOKE) {
                assertThat(over).doesNotContain(op.process());
                assertThat(open.put(op.process(), op)).isNull();
            } else {
                assertThat(open.remove(op.process())).isNotNull();
                if (op.type() == OpType.INFO) {
                    over.add(op.process());
                }
            }
        }
        assertThat(open).isEmpty();
    }

    private final class Client implements Database {
        private final long process;

        private Client(long process) {
            if (openFails) {
                throw new IllegalStateException("no such node");
            }
            this.process = process;
            events.add("open " + process);
        }

        @Override
        public Reply get(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reply put(String key, String value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reply cas(String key, String expected, String value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String node() {
            return "n1";
        }

        @Override
        public void close() {
            events.add("close " + process);
            if (closeFails) {
                throw new IllegalStateException("still busy");
            }
        }
    }

    /** So many operations, then none: time leaps to the end. */
    private Workload workload(int operations) {
        return new Workload() {
            private int left = operations;

            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public Model model() {
                return Model.REGISTER;
            }

            @Override
            public List<String> functions() {
                return List.of("read");
            }

            @Override
            public Op next(long process, Random random, long timeNanos) {
                if (--left <= 0) {
                    clock.waitUntil(Long.MAX_VALUE);
                }
                return Op.invoke(process, "read", null, null, timeNanos);
            }

            @Override
            public Op carryOut(Op op, Database database, LongSupplier time)
                    throws InterruptedException {
                return answer(op, script.isEmpty() ? "ok" : script.remove(), time.getAsLong());
            }

            @Override
            public List<Op> finalReads(long process, long timeNanos) {
                Op read = Op.invoke(process, "read", null, null, timeNanos);
                return List.of(read, read, read, read);
            }
        };
    }

    private Op answer(Op op, String word, long now) throws InterruptedException {
        switch (word) {
            case "throw" -> throw new IllegalStateException("broken");
            case "error" -> throw new AssertionError("worse");
            case "interrupt" -> throw new InterruptedException();
            case "slow" -> clock.passMillis(15_000);
            default -> { }
        }
        return switch (word) {
            case "info" -> op.info("timed out", now);
            case "fail" -> op.fail("nobody leads", now);
            default -> op.ok(now);
        };
    }
}
