package ariadne.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.workload.Database.End;
import ariadne.chaos.workload.Database.Reply;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.OpType;
import ariadne.checker.history.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SetOfElementsTest {
    private static final Op ADD = Op.invoke(5, "add", 2L, 8L, 100);
    private static final Op READ = Op.invoke(5, "read", 2L, null, 100);

    private final Workload set = Workload.named("set");

    @Test
    void noElementIsAddedTwice() {
        System.out.println("seed 1");
        Random random = new Random(1);
        Set<Object> elements = new HashSet<>();
        int reads = 0;
        for (int i = 0; i < 10_000; i++) {
            Op op = set.next(3, random, i);
            assertThat(set.functions()).contains(op.f());
            if (op.f().equals("read")) {
                reads++;
            } else {
                assertThat(elements.add(op.value())).isTrue();
            }
        }
        assertThat(reads).isBetween(3_300, 3_700);
        assertThat(set.finalReads(9, 0)).hasSize(40).allMatch(op -> op.f().equals("read"));
    }

    @Test
    void anAddPutsALargerSetInPlaceOfTheOneItRead() throws Exception {
        Scripted database = new Scripted(found("[1 2]"), judged(End.OK, null, 4));
        Op done = set.carryOut(ADD, database, () -> 200);
        assertThat(database.asked).containsExactly("get s2", "cas s2 [1 2] [1 2 8]");
        assertThat(done).isEqualTo(ADD.ok(200).withPosition(new Position(4, 1))
                .withId(new OpId("s", 4)).withNode("n3"));
    }

    @Test
    void theFirstAddMakesTheSet() throws Exception {
        Scripted database = new Scripted(found(null), judged(End.OK, null, 4));
        assertThat(set.carryOut(ADD, database, () -> 200).type()).isEqualTo(OpType.OK);
        assertThat(database.asked).containsExactly("get s2", "cas s2 null [8]");
    }

    @Test
    void anAddThatMetAnotherSetTriesAgainWithThatOne() throws Exception {
        Scripted database = new Scripted(found("[1]"), judged(End.MISMATCH, "[1 3]", 4),
                judged(End.MISMATCH, "[1 3 6]", 5), judged(End.OK, null, 6));
        Op done = set.carryOut(ADD, database, () -> 200);
        assertThat(database.asked).containsExactly("get s2", "cas s2 [1] [1 8]",
                "cas s2 [1 3] [1 3 8]", "cas s2 [1 3 6] [1 3 6 8]");
        assertThat(done.type()).isEqualTo(OpType.OK);
        assertThat(done.position()).isEqualTo(new Position(6, 1));
        assertThat(done.id()).isEqualTo(new OpId("s", 6));
    }

    @Test
    void anAddGivesUpAfterEightTries() throws Exception {
        Reply[] replies = Stream.concat(Stream.of(found(null)), Stream.generate(
                () -> judged(End.MISMATCH, "[1]", 9)).limit(8)).toArray(Reply[]::new);
        Scripted database = new Scripted(replies);
        Op done = set.carryOut(ADD, database, () -> 200);
        assertThat(database.asked).hasSize(9);
        assertThat(done.type()).isEqualTo(OpType.FAIL);
        assertThat(done.error()).isEqualTo("the set changed 8 times");
        assertThat(done.node()).isEqualTo("n3");
    }

    @Test
    void howAnAddEnds() throws Exception {
        assertThat(add(failed(End.UNKNOWN)).type()).as("nothing was written")
                .isEqualTo(OpType.FAIL);
        assertThat(add(failed(End.REFUSED)).type()).isEqualTo(OpType.FAIL);
        assertThat(add(found(null), failed(End.REFUSED)).type()).isEqualTo(OpType.FAIL);
        assertThat(add(found(null), failed(End.UNKNOWN)).type()).isEqualTo(OpType.INFO);
        Op late = add(found(null), judged(End.MISMATCH, "[3]", 4), failed(End.UNKNOWN));
        assertThat(late.type()).isEqualTo(OpType.INFO);
        assertThat(late.id()).isEqualTo(new OpId("s", 99));
        assertThat(late.error()).isEqualTo("timed out");
    }

    @Test
    void aReadSeesAllElements() throws Exception {
        assertThat(set.carryOut(READ, new Scripted(found("[3 1 2]")), () -> 200).value())
                .isEqualTo(Set.of(1L, 2L, 3L));
        assertThat(set.carryOut(READ, new Scripted(found(null)), () -> 200).value())
                .isEqualTo(Set.of());
        Op failed = set.carryOut(READ, new Scripted(failed(End.UNKNOWN)), () -> 200);
        assertThat(failed.type()).isEqualTo(OpType.FAIL);
        assertThat(failed.node()).isEqualTo("n3");
    }

    /** What a retry that is applied twice looks like: the second time meets its own element. */
    @Test
    void anAddThatHadNoEffectAndYetIsThereIsNotAddedAgain() throws Exception {
        Scripted database = new Scripted(found("[1]"), judged(End.MISMATCH, "[1 8]", 4));
        Op done = set.carryOut(ADD, database, () -> 200);
        assertThat(database.asked).hasSize(2);
        assertThat(done.type()).isEqualTo(OpType.FAIL);
        assertThat(done.error()).isEqualTo(
                "judged to be without effect, yet its element is there");
        assertThat(done.id()).isEqualTo(new OpId("s", 4));
    }

    @Test
    void whatIsNoSetIsSeenAsAnElementThatNobodyAdded() throws Exception {
        for (String garbage : List.of("{", "", "7", "nil")) {
            Op done = set.carryOut(READ, new Scripted(found(garbage)), () -> 200);
            assertThat(done.type()).isEqualTo(OpType.OK);
            assertThat(done.value()).isEqualTo(Set.of(garbage));
        }
    }

    @Test
    void workloadsAreNamed() {
        assertThat(new ArrayList<>(Workload.NAMES))
                .allSatisfy(name -> assertThat(Workload.named(name).name()).isEqualTo(name));
        assertThatThrownBy(() -> Workload.named("bank"))
                .hasMessage("unknown workload bank; there are: register, set");
    }

    private Op add(Reply... replies) throws InterruptedException {
        return set.carryOut(ADD, new Scripted(replies), () -> 200);
    }

    private static Reply found(String value) {
        return new Reply(End.OK, value, Position.read(3), null, "");
    }

    private static Reply judged(End end, String seen, long height) {
        return new Reply(end, seen, new Position(height, 1), new OpId("s", height), "");
    }

    private static Reply failed(End end) {
        return new Reply(end, null, null, new OpId("s", 99), "timed out");
    }
}
