package ariadne.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.workload.Database.End;
import ariadne.chaos.workload.Database.Reply;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.OpType;
import ariadne.checker.history.Position;
import ariadne.checker.history.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegisterTest {
    private static final Position PLACE = new Position(12, 3);
    private static final OpId ID = new OpId("s1", 4);

    private final Workload register = Workload.named("register");

    @Test
    void halfIsReadAndTheRestWrittenAndComparedInEqualParts() {
        System.out.println("seed 1");
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Op op : choose(10_000)) {
            assertThat(op.type()).isEqualTo(OpType.INVOKE);
            counts.merge(op.f(), 1, Integer::sum);
        }
        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(register.functions());
        assertThat(counts.get("read")).isBetween(4_800, 5_200);
        assertThat(counts.get("write")).isBetween(2_300, 2_700);
        assertThat(counts.get("cas")).isBetween(2_300, 2_700);
    }

    @Test
    void noValueIsWrittenTwice() {
        Set<Object> values = new HashSet<>();
        for (Op op : choose(10_000)) {
            if (op.f().equals("read")) {
                assertThat(op.value()).isNull();
            } else {
                assertThat(values.add(op.f().equals("cas")
                        ? ((List<?>) op.value()).get(1) : op.value())).as("%s", op).isTrue();
            }
        }
    }

    @Test
    void sixKeysAreInUseAndEachForAWhile() {
        List<Op> ops = choose(1_200);
        for (int from = 0; from + 120 <= ops.size(); from += 120) {
            assertThat(ops.subList(from, from + 120)).extracting(Op::key).doesNotContainNull();
            long first = from / 120;
            assertThat(ops.subList(from, from + 120))
                    .allMatch(op -> (Long) op.key() >= first && (Long) op.key() < first + 6);
        }
    }

    @Test
    void theLatestKeysAreReadInTheEnd() {
        choose(120 * 50);
        List<Op> reads = register.finalReads(77, 5);
        assertThat(reads).hasSize(30).allMatch(op -> op.f().equals("read")
                && op.process().equals(77L) && op.type() == OpType.INVOKE);
        assertThat(reads).extracting(Op::key).doesNotHaveDuplicates().contains(50L, 55L, 26L);
    }

    @Test
    void aShortRunReadsEveryKeyInTheEnd() {
        choose(10);
        assertThat(register.finalReads(7, 5)).extracting(Op::key)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @CsvSource({"read, OK, OK", "read, REFUSED, FAIL", "read, UNKNOWN, FAIL", "write, OK, OK",
        "write, REFUSED, FAIL", "write, UNKNOWN, INFO", "cas, OK, OK", "cas, MISMATCH, FAIL",
        "cas, REFUSED, FAIL", "cas, UNKNOWN, INFO"})
    void anAnswerBecomesACompletion(String f, End end, OpType type) throws Exception {
        Object value = switch (f) {
            case "read" -> null;
            case "write" -> 8L;
            default -> Arrays.asList(7L, 8L);
        };
        boolean bad = end == End.REFUSED || end == End.UNKNOWN;
        Op done = carryOut(Op.invoke(5, f, 2L, value, 100),
                new Reply(end, bad ? null : "6", PLACE, ID, bad ? "no leader" : ""));
        assertThat(done.type()).isEqualTo(type);
        assertThat(done.value()).isEqualTo(f.equals("read") && type == OpType.OK ? 6L : value);
        assertThat(done.seen()).isEqualTo(end == End.MISMATCH ? new Seen(6L) : null);
        assertThat(done.error()).isEqualTo(bad ? "no leader" : null);
        assertThat(done.process()).isEqualTo(5L);
        assertThat(done.key()).isEqualTo(2L);
        assertThat(done.timeNanos()).isEqualTo(200);
        assertThat(done.position()).isEqualTo(PLACE);
        assertThat(done.id()).isEqualTo(ID);
        assertThat(done.node()).isEqualTo("n3");
    }

    @Test
    void theDatabaseIsAskedForWhatTheOperationSays() throws Exception {
        Reply ok = new Reply(End.OK, null, PLACE, ID, "");
        Scripted database = new Scripted(ok, ok, ok, ok);
        for (Op op : List.of(Op.invoke(0, "read", 2L, null, 0), Op.invoke(0, "write", 2L, 9L, 0),
                Op.invoke(0, "cas", 2L, Arrays.asList(9L, 10L), 0),
                Op.invoke(0, "cas", 3L, Arrays.asList(null, 11L), 0))) {
            register.carryOut(op, database, () -> 1);
        }
        assertThat(database.asked)
                .containsExactly("get r2", "put r2 9", "cas r2 9 10", "cas r3 null 11");
    }

    @Test
    void anAbsentKeyIsReadAsNil() throws Exception {
        Op done = carryOut(Op.invoke(0, "read", 2L, null, 0), new Reply(End.OK, null, PLACE, null,
                ""));
        assertThat(done.type()).isEqualTo(OpType.OK);
        assertThat(done.value()).isNull();
    }

    @Test
    void aCasExpectsWhatWasSeenLast() throws Exception {
        for (long key = 0; key < 6; key++) {
            carryOut(Op.invoke(0, "read", key, null, 0),
                    new Reply(End.OK, Long.toString(1000 + key), PLACE, null, ""));
        }
        List<Op> cas = choose(100).stream().filter(op -> op.f().equals("cas")).toList();
        assertThat(cas).isNotEmpty().allSatisfy(op -> assertThat(((List<?>) op.value()).get(0))
                .isEqualTo(1000 + (Long) op.key()));
    }

    @Test
    void aValueThatNobodyCanHaveWrittenIsSeenAndNotMerelyUnknown() throws Exception {
        for (String garbage : List.of("{", "", ")", "nil", "1 2")) {
            Op done = carryOut(Op.invoke(0, "read", 2L, null, 0),
                    new Reply(End.OK, garbage, PLACE, null, ""));
            assertThat(done.type()).isEqualTo(OpType.OK);
            assertThat(done.value()).isEqualTo(garbage);
        }
    }

    private Op carryOut(Op op, Reply reply) throws InterruptedException {
        return register.carryOut(op, new Scripted(reply), () -> 200);
    }

    private List<Op> choose(int count) {
        Random random = new Random(1);
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ops.add(register.next(3, random, i));
        }
        return ops;
    }
}
