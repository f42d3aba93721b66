package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.appended;
import static ariadne.paxos.Bench.decided;
import static ariadne.paxos.Bench.disk;
import static ariadne.paxos.Bench.promised;
import static ariadne.paxos.Bench.standing;
import static ariadne.paxos.Bench.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentence 3; Lamport, <i>Paxos Made Simple</i>, phase 2. */
class AcceptRulesTest {
    private static final Message.Accept SECOND =
            new Message.Accept(B1, 1, X.get(0).hash(), X.subList(1, 2), 1);

    @Test
    void aBlockOnTopOfItsParentIsTaken() {
        new Bench(3, disk(B1, X.subList(0, 1), 0)).receive(1, SECOND)
                .persists(appended(X.get(1)), decided(1))
                .answers(1, new Message.Accepted(B1, 2, X.get(1).hash()))
                .decides(X.get(0)).notes();
    }

    @Test
    void aRepeatedAcceptIsAnsweredAgainAndDoesNotShortenTheChain() {
        new Bench(3, disk(B1, X, 1)).receive(1, SECOND)
                .answers(1, new Message.Accepted(B1, 4, X.get(3).hash())).changesNothing();
    }

    @Test
    void anotherBlockAtAHeldHeightUnderTheSameBallotIsABrokenInvariant() {
        Bench bench = new Bench(3, disk(B1, X, 1));
        assertThatThrownBy(() -> bench.receive(1,
                new Message.Accept(B1, 1, X.get(0).hash(), Y.subList(1, 2), 1)))
                .isInstanceOf(BrokenInvariant.class);
    }

    @Test
    void aGapIsAnsweredWithTheTip() {
        Disk disk = disk(B1, X.subList(0, 1), 0);
        new Bench(3, disk).receive(1,
                new Message.Accept(B1, 2, X.get(1).hash(), X.subList(2, 3), 1))
                .answers(1, new Message.Behind(B1, standing(disk), 0, 0)).changesNothing();
    }

    @Test
    void aBlockOnAnotherParentIsAnsweredWithTheTip() {
        Disk disk = disk(B1, X.subList(0, 2), 0);
        new Bench(3, disk).receive(1,
                new Message.Accept(B1, 2, Y.get(1).hash(), Y.subList(2, 3), 1))
                .answers(1, new Message.Behind(B1, standing(disk), 0, 0)).changesNothing();
    }

    @Test
    void untilItIsSyncedAFollowerRefusesEvenAnAcceptThatFits() {
        Disk disk = disk(B1, X.subList(0, 1), 0).with(promised(B2));
        new Bench(3, disk).receive(2,
                new Message.Accept(B2, 1, X.get(0).hash(), X.subList(1, 2), 1))
                .answers(2, new Message.Behind(B2, standing(disk), 0, 0)).changesNothing();
    }

    @Test
    void anAcceptBelowThePromiseIsRefused() {
        new Bench(3, disk(B1, X.subList(0, 1), 0).with(promised(B2))).receive(1, SECOND)
                .answers(1, new Message.Refused(B1, B2)).changesNothing();
    }

    @Test
    void theLeaderSyncsAnewWhenAnAcceptWasLost() {
        Bench bench = Bench.leader();
        bench.step(new Input.Propose(List.of(new byte[1])));
        Block block = bench.replica.block(2);
        bench.persists(appended(block)).sends(to(2, new Message.Accept(
                B1, 1, X.get(0).hash(), List.of(block), 1)));
        bench.step(new Input.Tick()).step(new Input.Tick());
        bench.receive(2, new Message.Behind(B1, standing(disk(B1, X.subList(0, 1), 1)), 1, 0))
                .sends(to(2, new Message.Sync(
                        B1, 1, X.get(0).hash(), List.of(block), true, 1, 0)));
    }

    @Test
    void afterAReconnectTheLeaderSyncsBeforeItSendsAccepts() {
        Bench bench = Bench.leader();
        bench.step(new Input.Reconnected(2)).sends();
        bench.step(new Input.Propose(List.of(new byte[1]))).sends();
        bench.receive(2, new Message.HeartbeatAnswer(
                0, 0, standing(disk(B1, X.subList(0, 1), 1)), Ballot.ZERO, true, true));
        bench.sends(to(2, new Message.Sync(
                B1, 1, X.get(0).hash(), List.of(bench.replica.block(2)), true, 1, 0)));
        bench.step(new Input.Propose(List.of(new byte[2])));
        bench.sends(to(2, new Message.Accept(B1, 2, bench.replica.block(2).hash(),
                List.of(bench.replica.block(3)), 1)));
    }

    @Test
    void manyTransactionsRideInABlockAndManyBlocksAreInFlight() {
        Bench bench = Bench.leader();
        byte[] t = new byte[1];
        bench.step(new Input.Propose(List.of(t, t, t)));
        bench.persists(appended(bench.replica.block(2)), appended(bench.replica.block(3)));
        assertThat(bench.replica.block(2).transactions()).hasSize(2);
        assertThat(bench.replica.room()).isEqualTo(2);
        bench.step(new Input.Propose(List.of(t, t, t, t, t)))
                .notes(new Note.NotTaken(List.of(t), 1, "the window is full"));
    }
}
