package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.B3;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.disk;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A node that may lack blocks that it accepted says nothing that counts before a whole sync.
 * Blueprint, sentence 8b.
 */
class DoubtRulesTest {
    private static final long LIFE = 1;

    /** Node 3 once held more of X under B1, and doubts. */
    private static Bench doubtful() {
        Disk disk = disk(B1, X.subList(0, 2), 1);
        return new Bench(3, disk.saved(Membership.first(List.of(1, 2, 3)), true), disk,
                Stops.none(), 100_000);
    }

    private static Message.Behind asks(Bench bench, Ballot ballot, long fits) {
        return new Message.Behind(ballot, bench.replica.standing(), fits, LIFE);
    }

    @Test
    void itPromisesAcceptsAndConfirmsNothing() {
        Bench bench = doubtful();
        bench.receive(2, new Message.Prepare(B2, 1)).sends().changesNothing();
        bench.receive(1, new Message.Confirm(B1, 1)).sends().changesNothing();
        bench.receive(1, new Message.Accept(B1, 2, X.get(1).hash(), X.subList(2, 3), 1))
                .answers(1, asks(bench, B1, 1)).changesNothing();
        bench.receive(1, new Message.Accept(B1, 0, Hash.ZERO, X.subList(0, 1), 1))
                .answers(1, asks(bench, B1, 1)).changesNothing();
    }

    @Test
    void itBelievesNoDecidedHeightOfItsAcceptedBallot() {
        Bench bench = doubtful();
        bench.receive(1, new Message.Decided(B1, 2)).sends().changesNothing();
        bench.receive(1, new Message.Heartbeat(0, 0, B1, B1, true, 2)).decides();
        assertThat(bench.replica.standing().decided()).isEqualTo(1);
    }

    @Test
    void itIsNobodysNeighbourAndDoesNotStand() {
        Bench bench = doubtful();
        bench.receive(1, new Message.Heartbeat(0, 0, B1, B1, true, 1)).answers(1,
                new Message.HeartbeatAnswer(0, 0, bench.replica.standing(), Ballot.ZERO, false,
                        false));
        bench.nominate();
        assertThat(bench.output.notes()).singleElement().isInstanceOf(Note.CannotStand.class);
        Bench other = new Bench(1, Disk.EMPTY);
        other.receive(3, new Message.HeartbeatAnswer(0, 0, bench.replica.standing(), Ballot.ZERO,
                false, false));
        assertThat(other.replica.neighbour(3)).isFalse();
    }

    @Test
    void aSyncUnderAHigherBallotMends() {
        Bench bench = doubtful();
        bench.receive(2, new Message.Sync(B2, 1, X.get(0).hash(), Y.subList(1, 3), true, 1, 0))
                .answers(2, new Message.Accepted(B2, 3, Y.get(2).hash()));
        assertThat(bench.output.persist())
                .endsWith(new Durable.Accepted(B2), new Durable.Sound());
        bench.receive(3, new Message.Prepare(B3, 1));
        assertThat(bench.replica.doubtful()).isFalse();
    }

    @Test
    void anOldSyncOfTheSameBallotDoesNotMend() {
        Bench bench = doubtful();
        bench.receive(1, new Message.Sync(B1, 1, X.get(0).hash(), X.subList(1, 2), true, 1, 0))
                .answers(1, asks(bench, B1, 1)).changesNothing();
        bench.receive(1, new Message.Sync(B1, 1, X.get(0).hash(), X.subList(1, 2), true, 1, 77))
                .answers(1, asks(bench, B1, 1)).changesNothing();
        assertThat(bench.replica.doubtful()).isTrue();
    }

    @Test
    void theAnswerToARequestOfThisLifeMends() {
        Bench bench = doubtful();
        bench.receive(1,
                new Message.Sync(B1, 1, X.get(0).hash(), X.subList(1, 4), true, 1, LIFE))
                .answers(1, new Message.Accepted(B1, 4, X.get(3).hash()));
        assertThat(bench.replica.doubtful()).isFalse();
    }

    @Test
    void onlyTheLastPartMends() {
        Bench bench = doubtful();
        bench.receive(1,
                new Message.Sync(B1, 1, X.get(0).hash(), X.subList(1, 3), false, 1, LIFE))
                .answers(1, asks(bench, B1, 3));
        assertThat(bench.output.persist()).doesNotContain(new Durable.Sound());
        bench.receive(2, new Message.Prepare(B2, 1)).sends();
        bench.receive(1,
                new Message.Sync(B1, 3, X.get(2).hash(), X.subList(3, 4), true, 1, LIFE));
        assertThat(bench.output.persist()).contains(new Durable.Sound());
    }

    @Test
    void aSyncBelowThePromiseDoesNotMend() {
        Disk disk = new Disk(B3, B1, X.subList(0, 2), 1);
        Bench bench = new Bench(3, disk.saved(Membership.first(List.of(1, 2, 3)), true), disk,
                Stops.none(), 100_000);
        bench.receive(2, new Message.Sync(B2, 1, X.get(0).hash(), Y.subList(1, 3), true, 1, 0))
                .answers(2, new Message.Refused(B2, B3)).changesNothing();
    }

    @Test
    void theLeaderRepeatsTheLifeThatAsked() {
        Bench bench = Bench.leader();
        Standing standing = new Standing(B1, B1, 0, Hash.ZERO, 0);
        bench.receive(3, new Message.Behind(B1, standing, 0, 4711));
        assertThat(bench.output.send()).contains(Bench.to(3, new Message.Sync(
                B1, 0, Hash.ZERO, X.subList(0, 1), true, 1, 4711)));
    }

    @Test
    void whatADoubtfulNodeSaysInAHeartbeatIsNoAccept() {
        Bench bench = Bench.elected();
        bench.step(new Input.Forced());
        Standing holds = new Standing(B1, B1, 1, X.get(0).hash(), 0);
        bench.receive(3, new Message.HeartbeatAnswer(0, 0, holds, Ballot.ZERO, false, false))
                .decides();
        bench.receive(3, new Message.HeartbeatAnswer(0, 0, holds, Ballot.ZERO, false, true))
                .decides(X.get(0));
    }
}
