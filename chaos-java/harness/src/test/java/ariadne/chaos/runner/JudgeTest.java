package ariadne.chaos.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.Position;
import ariadne.checker.model.Model;
import ariadne.checker.rung.Chain;
import ariadne.checker.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgeTest {
    private static final OpId FIRST = new OpId("s", 1);
    private static final OpId SECOND = new OpId("s", 2);
    private static final Chain CHAIN = new Chain("n1", true, List.of(
            new Chain.Block(1, "a1", List.of()),
            new Chain.Block(2, "a2", List.of(FIRST, SECOND))));

    private final Op write = Op.invoke(1, "write", 1L, 5L, 10);
    private final Op cas = Op.invoke(1, "cas", 1L, Arrays.asList(4L, 6L), 10);
    private final Op read = Op.invoke(2, "read", 1L, null, 30);

    @Test
    void whatIsUnknownAndStandsInTheChainGetsItsPlace() {
        Judge.Judgement judgement = judge(List.of(write,
                write.info("timed out", 20).withId(SECOND)), List.of());
        assertThat(judgement.infoInChain()).isEqualTo(1);
        assertThat(judgement.history().ops().get(1).position()).isEqualTo(new Position(2, 1));
        assertThat(judgement.oddities()).isEmpty();
    }

    @Test
    void whatIsUnknownAndStandsNowhereGetsNone() {
        Judge.Judgement judgement = judge(List.of(write,
                write.info("timed out", 20).withId(new OpId("s", 9)),
                Op.invoke(3, "write", 1L, 7L, 30),
                Op.invoke(3, "write", 1L, 7L, 30).info("client failed", 40)), List.of());
        assertThat(judgement.infoInChain()).isZero();
        assertThat(judgement.history().ops()).allMatch(op -> op.position() == null);
    }

    @Test
    void whatWasRefusedMustNotStandInTheChain() {
        Judge.Judgement judgement = judge(List.of(write,
                write.fail("nobody leads", 20).withId(FIRST)), List.of());
        assertThat(judgement.oddities()).containsExactly("Operation [s 1] was refused, so it did"
                + " not happen; yet it stands in the chain at [2 0].");
    }

    @Test
    void aCasThatMetSomethingElseMayStandInTheChain() {
        Judge.Judgement judgement = judge(List.of(write, write.ok(20).withId(FIRST)
                .withPosition(new Position(2, 0)), cas, cas.refused(5L, 40).withId(SECOND)
                .withPosition(new Position(2, 1)), read, read.ok(5L, 50)
                .withPosition(Position.read(2))), List.of());
        assertThat(judgement.oddities()).isEmpty();
        assertThat(judgement.report().failures()).isEmpty();
        assertThat(judgement.report().linearizability()).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void anAcknowledgedWriteThatIsInNoChainIsLost() {
        Judge.Judgement judgement = judge(List.of(write,
                write.ok(20).withId(new OpId("s", 9)).withPosition(new Position(2, 2))),
                List.of());
        assertThat(judgement.report().lost()).isNotEmpty();
        assertThat(judgement.report().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aPromiseThatGoesBackIsFound() {
        assertThat(judge(List.of(), List.of(state("n1", "0.9.1", 5), state("n2", "0.3.2", 5),
                state("n1", "0.10.1", 5), state("n1", "0.9.3", 6))).oddities()).containsExactly(
                "The promise of n1 went back from 0.10.1 to 0.9.3.");
    }

    @Test
    void aDecidedHeightThatGoesBackIsFound() {
        assertThat(judge(List.of(), List.of(state("n1", "0.1.1", 12), state("n2", "0.1.1", 3),
                state("n1", "1.0.1", 11))).oddities()).containsExactly(
                "The decided height of n1 went back from 12 to 11.");
    }

    @Test
    void nodesMayDifferAndStandStill() {
        assertThat(judge(List.of(), List.of(state("n1", "0.9.1", 12), state("n2", "0.1.1", 3),
                state("n1", "0.9.1", 12), state("n2", "1.0.0", 4))).oddities()).isEmpty();
    }

    @Test
    void anotherMemberOfTheSameNameHasNothingToRemember() {
        NodeState lost = state("n1", "0.9.1", 12);
        NodeState empty = new NodeState("n1", 6, 0, NodeState.NOBODY, "0.0.0", 0, 0, "t", "s", 0);
        assertThat(judge(List.of(), List.of(lost, empty)).oddities()).isEmpty();
    }

    private static Judge.Judgement judge(List<Op> ops, List<NodeState> samples) {
        return Judge.judge(ops, Model.CAS_REGISTER, List.of(CHAIN), samples);
    }

    private static NodeState state(String node, String promised, long decided) {
        return new NodeState(node, 1, 0, NodeState.NOBODY, promised, decided, decided,
                "t", "s", 0);
    }
}
