package ariadne.simulator.protocol;

import static ariadne.simulator.protocol.Stage.MILLI;
import static ariadne.simulator.protocol.Stage.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Input;
import ariadne.simulator.Dice;
import ariadne.simulator.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small scripted simulations, all oracles on. */
class ScenarioTest {
    /** The oracle of phase 1 fails on a Sync of a ballot that its sender never prepared. */
    @Test
    void leaderThatLearnsOfAHigherBallotByCatchUpDoesNotGoOnUnderIt() {
        Stage stage = new Stage(1, Plan.calm(5).with(new Plan.Limits(8, 4, 300, 600)));
        stage.elect(1);
        stage.propose(1, 3, 1, 100);
        stage.isolate(List.of(1));
        stage.elect(2);
        Ballot higher = stage.world.node(2).replica().leads();
        stage.propose(2, 40, 2, 100);
        stage.world.network().heal();
        assertThat(stage.world.await(5 * SECOND, () -> stage.height(1) == stage.height(2)))
                .isTrue();
        assertThat(stage.world.node(1).replica().leads()).isEqualTo(Ballot.ZERO);
        assertThat(stage.world.node(1).replica().standing().accepted()).isEqualTo(higher);
        stage.elect(1);
        assertThat(stage.world.node(1).replica().leads().above(higher)).isTrue();
        stage.live();
    }

    @Test
    void healedMinorityLeaderGivesUpItsSuffix() {
        Stage stage = new Stage(2, Plan.calm(5));
        stage.elect(1);
        stage.isolate(List.of(1, 2));
        long before = stage.world.oracle().height();
        long reads = stage.world.reads();
        stage.propose(1, 5, 2, 20);
        stage.world.node(1).desk().read();
        stage.world.node(2).desk().read();
        stage.elect(3);
        assertThat(stage.height(1)).isEqualTo(before);
        assertThat(stage.world.reads()).as("no read in a minority").isEqualTo(reads);
        stage.propose(3, 5, 2, 20);
        stage.live();
        assertThat(stage.world.node(1).replica().standing().accepted().node()).isNotEqualTo(1);
    }

    @Test
    void crashOfAllFiveWithUnforcedTails() {
        Plan slow = Plan.calm(5).with(new Plan.Disks(2 * MILLI, 30 * MILLI, 0.1, 100 * MILLI));
        Stage stage = new Stage(3, slow);
        Dice dice = new Dice(3, "crashes");
        for (int round = 0; round < 20; round++) {
            stage.world.node(1 + dice.below(5)).arrive(new Input.Nominate());
            stage.world.run(dice.between(100, 600) * MILLI);
            for (int id = 1; id <= 5; id++) {
                stage.propose(id, 1, 3, 20);
            }
            stage.world.run(dice.between(0, 30) * MILLI);
            stage.world.nodes().forEach(node -> stage.world.crash(node.id()));
            stage.world.run(dice.between(0, 100) * MILLI);
            stage.world.nodes().forEach(Node::start);
            stage.world.run(300 * MILLI);
        }
        assertThat(stage.world.tally().of(Fault.TORN)).isPositive();
        stage.live();
    }

    @Test
    void longCatchUpInPartsUnderALeaderChange() {
        Stage stage = new Stage(4, Plan.calm(5).with(new Plan.Limits(8, 1, 300, 600)));
        stage.elect(1);
        stage.world.crash(5);
        stage.propose(1, 150, 2, 100);
        stage.world.node(5).start();
        long goal = stage.world.oracle().height();
        for (int leader = 2; leader <= 4; leader++) {
            stage.world.run(60 * MILLI);
            stage.world.node(leader).arrive(new Input.Nominate());
        }
        assertThat(stage.world.await(10 * SECOND, () -> stage.height(5) >= goal)).isTrue();
        stage.live();
    }

    @ParameterizedTest
    @EnumSource(value = Shape.class,
            names = {"ONE", "HALVES", "RING", "BRIDGE", "CHAINED", "STAR"})
    void partialPartitionsSettleOnOneLeaderThatServes(Shape shape) {
        for (int seed = 1; seed <= 20; seed++) {
            Stage stage = new Stage(seed, Plan.calm(5));
            stage.elect(1 + seed % 5);
            Dice dice = new Dice(seed, "shape");
            shape.apply(Shape.shuffled(5, dice), false, stage.world.network()::cut);
            stage.world.run(5 * SECOND);
            int leader = stage.leader();
            assertThat(leader).as("seed %d", seed).isPositive();
            Ballot ballot = stage.world.node(leader).replica().leads();
            int before = stage.world.oracle().acknowledgedOperations();
            stage.propose(leader, 1, 1, 20);
            stage.world.run(5 * SECOND);
            assertThat(stage.world.oracle().acknowledgedOperations()).as("seed %d", seed)
                    .isEqualTo(before + 1);
            assertThat(stage.world.node(leader).replica().leads()).as("seed %d", seed)
                    .isEqualTo(ballot);
            stage.live();
        }
    }
}
