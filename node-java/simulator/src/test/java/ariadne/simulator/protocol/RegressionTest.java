package ariadne.simulator.protocol;

import static ariadne.simulator.protocol.Stage.MILLI;
import static ariadne.simulator.protocol.Stage.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Input;
import ariadne.paxos.Message;
import ariadne.paxos.Output;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the simulator has found in the protocol, each as the smallest story that shows it. */
class RegressionTest {
    private static final Plan.Limits SMALL = new Plan.Limits(32, 1, 300, 300);

    /** The candidate asked for the same first part of a long promise for ever. */
    @Test
    void undecidedSuffixLongerThanAMessageIsPromisedInParts() {
        Plan.Weather inOrder = new Plan.Weather(0, 0, 300, 0, 0, 0);
        Stage stage = new Stage(6, Plan.calm(3).with(SMALL).with(inOrder));
        stage.elect(1);
        stage.world.network().cut(2, 1);
        stage.world.network().cut(3, 1);
        stage.propose(1, 1, 20, 200);
        stage.world.crash(1);
        assertThat(stage.world.node(2).replica().standing().tip()
                - stage.world.node(2).replica().standing().decided()).isGreaterThan(10);
        stage.live();
    }

    /** Every repeated part of a promise or a sync was answered: they doubled with every part. */
    @Test
    void repeatedPartsDoNotMultiply() {
        Plan.Weather echo = new Plan.Weather(0, 0.5, 300, MILLI, 0, 0);
        Stage stage = new Stage(3, Plan.calm(3).with(SMALL).with(echo));
        stage.elect(1);
        stage.world.crash(3);
        stage.propose(1, 60, 1, 200);
        stage.world.node(3).start();
        long before = stage.world.agenda().ran();
        long goal = stage.world.oracle().height();
        assertThat(stage.world.await(3 * SECOND, () -> stage.height(3) >= goal)).isTrue();
        assertThat(stage.world.agenda().ran() - before).isLessThan(5_000);
        stage.live();
    }

    /** A follower synced in the same ballot was brought on by one part in two heartbeats. */
    @Test
    void followerOfTheSameBallotCatchesUpPartAfterPart() {
        Stage stage = new Stage(340, Plan.calm(3).with(SMALL));
        stage.elect(1);
        stage.world.network().part(1, 3);
        stage.propose(1, 120, 1, 200);
        assertThat(stage.height(3)).isLessThan(20);
        Ballot ballot = stage.world.node(1).replica().leads();
        stage.world.network().heal();
        assertThat(stage.world.await(2 * SECOND, () -> stage.height(3) == stage.height(1)))
                .isTrue();
        assertThat(stage.world.node(1).replica().leads()).isEqualTo(ballot);
        stage.live();
    }

    /**
     * A node that was formatted and got a part of a sync holds blocks under no ballot. A heartbeat
     * of whoever leads nothing made it decide them, though another chain had been decided.
     */
    @Test
    void partOfASyncHeldUnderNoBallotIsNotDecidedByAHeartbeat() {
        Block first = new QuickHasher().block(1, QuickHasher.genesis(), List.of());
        Replica replica = new Replica(
                new Settings(1, 5, 20, 8, 8, 1000, 300, 1000),
                Saved.fresh(QuickHasher.genesis(), List.of(1, 2, 3, 4, 5)), height -> first,
                new QuickHasher(), Stops.none(), b -> 0);
        Ballot ballot = new Ballot(0, 1, 2);
        replica.step(new Input.Received(2, new Message.Sync(
                ballot, 0, QuickHasher.genesis(), List.of(first), false, 0, 0)));
        assertThat(replica.standing().tip()).isEqualTo(1);
        Output output = replica.step(new Input.Received(3, new Message.Heartbeat(
                5, 0, new Ballot(0, 2, 4), Ballot.ZERO, true, 1)));
        assertThat(output.decide()).isEmpty();
    }
}
