package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.accepted;
import static ariadne.paxos.Bench.appended;
import static ariadne.paxos.Bench.decided;
import static ariadne.paxos.Bench.disk;
import static ariadne.paxos.Bench.promise;
import static ariadne.paxos.Bench.promised;
import static ariadne.paxos.Bench.standing;
import static ariadne.paxos.Bench.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentence 5: who leads, and what it counts. Ongaro's thesis, section 6.4, for the reads. */
class LeadingRulesTest {
    /** Its process may be gone: nobody has to wait for its silence. */
    @Test
    void whoLosesTheConnectionToItsLeaderIsContentNoMoreAndSaysSoAtOnce() {
        Bench bench = new Bench(3, Disk.EMPTY);
        bench.receive(1, new Message.Heartbeat(0, 0, B1, B1, true, 0));
        bench.receive(1, new Message.HeartbeatAnswer(0, 0, standing(Disk.EMPTY), B1, true, true));
        bench.step(new Input.Tick());
        assertThat(bench.replica.follows()).isEqualTo(1);
        bench.step(new Input.Disconnected(2));
        assertThat(bench.replica.follows()).isEqualTo(1);
        assertThat(bench.output.send()).isEmpty();
        bench.step(new Input.Disconnected(1));
        assertThat(bench.replica.follows()).isZero();
        assertThat(bench.output.send()).hasSize(2).allMatch(envelope ->
                envelope.message() instanceof Message.Heartbeat beat && !beat.content());
    }

    @Test
    void aNewLeaderPutsABlockOfItsOwnBallotOnTheChain() {
        Bench.elected().persists(accepted(B1), appended(X.get(0)))
                .answers(2, new Message.Sync(B1, 0, Hash.ZERO, X.subList(0, 1), true, 0, 0))
                .decides().notes();
    }

    @Test
    void aLeaderCountsItsOwnAcceptOnlyWhenForced() {
        Bench bench = Bench.elected();
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash())).sends().changesNothing();
        bench.step(new Input.Forced()).persists(decided(1)).decides(X.get(0));
    }

    @Test
    void aMajorityWithoutTheLeadersOwnForceDecides() {
        Bench bench = Bench.elected();
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash())).decides();
        bench.receive(3, new Message.Accepted(B1, 1, X.get(0).hash())).decides(X.get(0));
    }

    @Test
    void noOlderBlockIsDecidedByTheOwnMajorityBeforeTheOwnBlock() {
        Bench bench = new Bench(1, disk(B1, X.subList(0, 2), 0));
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.receive(2, promise(own, new Disk(own, Ballot.ZERO, List.of(), 0)));
        bench.step(new Input.Forced());
        bench.receive(2, new Message.Accepted(own, 2, X.get(1).hash())).decides();
        bench.receive(2, new Message.Accepted(own, 3, X.get(2).hash()))
                .decides(X.get(0), X.get(1), X.get(2));
    }

    @Test
    void itStepsDownInTheVeryStepInWhichItPromisesMore() {
        Bench bench = Bench.leader();
        bench.receive(2, new Message.Prepare(B2, 1))
                .persists(promised(B2)).decides().notes(new Note.SteppedDown(B1, B2));
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
    }

    @Test
    void aHigherBallotLearnedThroughASyncDeposesAndIsNotLedUnder() {
        Bench bench = Bench.leader();
        bench.receive(2, new Message.Sync(B2, 1, X.get(0).hash(), Y.subList(1, 2), true, 1, 0))
                .notes(new Note.SteppedDown(B1, B2));
        bench.step(new Input.Propose(List.of(new byte[1]))).persists().sends();
        bench.step(new Input.Nominate())
                .persists(promised(new Ballot(0, 3, 1)))
                .sends(to(2, new Message.Prepare(new Ballot(0, 3, 1), 1)),
                        to(3, new Message.Prepare(new Ballot(0, 3, 1), 1)));
    }

    @Test
    void aRestartedLeaderDoesNotGoOn() {
        Bench bench = new Bench(1, disk(B1, X.subList(0, 1), 0));
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash())).sends().changesNothing();
    }

    @Test
    void aReadWaitsForARoundThatStartedAfterIt() {
        Bench bench = Bench.leader();
        bench.step(new Input.Read(7)).sends(to(2, new Message.Confirm(B1, 1)),
                to(3, new Message.Confirm(B1, 1)));
        bench.step(new Input.Read(8)).sends();
        bench.receive(2, new Message.Confirmed(B1, 1))
                .sends(to(2, new Message.Confirm(B1, 2)), to(3, new Message.Confirm(B1, 2)))
                .notes(new Note.ReadAt(7, 1));
        bench.receive(3, new Message.Confirmed(B1, 1)).sends().changesNothing();
        bench.receive(3, new Message.Confirmed(B1, 2)).sends().notes(new Note.ReadAt(8, 1));
    }

    @Test
    void noReadIsAnsweredBeforeTheOwnBlock() {
        Bench bench = Bench.elected();
        bench.step(new Input.Read(7)).sends().changesNothing();
        bench.step(new Input.Forced());
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash()));
        assertThat(bench.output.send()).contains(to(3, new Message.Confirm(B1, 1)));
    }

    /** Found by the lab with three nodes: a node that led last asked itself for a read height. */
    @Test
    void aReadRightAfterSteppingDownIsLostAndAsksNobody() {
        Bench bench = Bench.leader();
        bench.receive(2, new Message.Prepare(B2, 1));
        bench.step(new Input.Read(7)).sends().notes(new Note.ReadLost(7));
    }

    @Test
    void aReadIndexDiesWithItsBallot() {
        Bench bench = Bench.leader();
        bench.step(new Input.Read(7));
        bench.receive(3, new Message.ReadAsk(9)).sends();
        bench.receive(2, new Message.Prepare(B2, 1))
                .notes(new Note.SteppedDown(B1, B2), new Note.ReadLost(7));
        assertThat(bench.output.send()).contains(to(3, new Message.ReadAnswer(9, -1)));
        bench.receive(3, new Message.Confirmed(B1, 1)).sends().changesNothing();
    }

    @Test
    void aNodeConfirmsOnlyABallotNotBelowItsPromise() {
        Bench bench = new Bench(3, disk(B2, X, 0));
        bench.receive(1, new Message.Confirm(B1, 1)).sends().changesNothing();
        bench.receive(2, new Message.Confirm(B2, 1))
                .answers(2, new Message.Confirmed(B2, 1)).changesNothing();
    }

    @Test
    void whoeverDoesNotLeadSaysSoToAReader() {
        new Bench(3, disk(B2, X, 0)).receive(1, new Message.ReadAsk(7))
                .answers(1, new Message.ReadAnswer(7, -1)).changesNothing();
        new Bench(3, disk(B2, X, 0)).step(new Input.Read(7)).sends()
                .notes(new Note.ReadLost(7));
    }

    @Test
    void whatClaimsWaitsForTheForceAndWhatAsksDoesNot() {
        Standing s = standing(Disk.EMPTY);
        assertThat(List.<Message>of(new Message.Prepare(B1, 0),
                new Message.Promise(B1, s, List.of()), new Message.Accepted(B1, 0, Hash.ZERO),
                new Message.Behind(B1, s, 0, 0), new Message.Confirmed(B1, 1),
                new Message.Heartbeat(0, 0, B1, B1, true, 0),
                new Message.HeartbeatAnswer(0, 0, s, B1, true, true))).allMatch(Message::claims);
        assertThat(List.<Message>of(
                new Message.Sync(B1, 0, Hash.ZERO, List.of(), true, 0, 0),
                new Message.Accept(B1, 0, Hash.ZERO, List.of(), 0))).noneMatch(Message::claims);
    }
}
