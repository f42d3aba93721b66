package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.B3;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.accepted;
import static ariadne.paxos.Bench.appended;
import static ariadne.paxos.Bench.learned;
import static ariadne.paxos.Bench.disk;
import static ariadne.paxos.Bench.promise;
import static ariadne.paxos.Bench.promised;
import static ariadne.paxos.Bench.rewound;
import static ariadne.paxos.Bench.standing;
import static ariadne.paxos.Bench.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentence 1; Lamport, <i>Paxos Made Simple</i>, phase 1. */
class PromiseRulesTest {
    private static final Disk TWO = disk(B1, X.subList(0, 2), 1);

    @Test
    void aPromiseIsRecordedAndBringsTheBlocksAboveTheCandidatesDecidedHeight() {
        new Bench(3, TWO).receive(2, new Message.Prepare(B2, 1))
                .persists(promised(B2))
                .answers(2, new Message.Promise(B2,
                        standing(TWO.with(promised(B2))), X.subList(1, 2)))
                .decides().notes();
    }

    @Test
    void aPromiserThatIsAheadBringsItsDecidedBlocksToo() {
        new Bench(3, TWO).receive(2, new Message.Prepare(B2, 0))
                .answers(2, promise(B2, TWO.with(promised(B2))));
    }

    @Test
    void aRepeatedPrepareIsAnsweredAgainWithoutARecord() {
        new Bench(3, TWO.with(promised(B2))).receive(2, new Message.Prepare(B2, 2))
                .answers(2, new Message.Promise(B2, standing(TWO.with(promised(B2))), List.of()))
                .changesNothing();
    }

    @Test
    void aPrepareBelowThePromiseIsRefused() {
        new Bench(3, TWO.with(promised(B2))).receive(1, new Message.Prepare(B1, 0))
                .answers(1, new Message.Refused(B1, B2)).changesNothing();
    }

    @Test
    void aCandidatePromisesItselfBeforeItAsks() {
        Bench bench = new Bench(1, Disk.EMPTY);
        bench.nominate();
        bench.persists(promised(B1))
                .sends(to(2, new Message.Prepare(B1, 0)), to(3, new Message.Prepare(B1, 0)));
        assertThat(new Message.Prepare(B1, 0).claims()).isTrue();
    }

    @Test
    void aCandidateStandsAboveEverythingThatItPromised() {
        Bench bench = new Bench(1, TWO.with(promised(B3)));
        bench.nominate();
        bench.persists(promised(new Ballot(0, 4, 1)));
    }

    @Test
    void theGreatestAcceptedBallotIsAdoptedBeforeALongerChain() {
        Bench bench = standing2(disk(B1, X.subList(0, 3), 0));
        bench.receive(1, promise(bench.replica.standsUnder(),
                new Disk(bench.replica.standsUnder(), new Ballot(0, 1, 3), Y.subList(0, 2), 0)));
        Ballot own = bench.replica.leads();
        bench.persists(rewound(1), appended(Y.get(1)), accepted(own),
                appended(bench.replica.block(3)));
    }

    @Test
    void theLongerChainIsAdoptedUnderEqualAcceptedBallots() {
        Bench bench = standing2(disk(B1, X.subList(0, 1), 0));
        bench.receive(1, promise(bench.replica.standsUnder(),
                new Disk(bench.replica.standsUnder(), B1, X.subList(0, 3), 0)));
        bench.persists(appended(X.get(1)), appended(X.get(2)), accepted(bench.replica.leads()),
                appended(X.get(3)));
    }

    @Test
    void theOwnChainCompetes() {
        Bench bench = standing2(disk(B1, X.subList(0, 2), 0));
        bench.receive(1, promise(bench.replica.standsUnder(),
                new Disk(bench.replica.standsUnder(), B1, X.subList(0, 1), 0)));
        bench.persists(accepted(bench.replica.leads()), appended(X.get(2)));
    }

    @Test
    void decidedBlocksOfAPromiserAreTakenFirstAndThenTheChainsAreCompared() {
        Bench bench = standing2(disk(B1, X.subList(0, 3), 0));
        bench.receive(1, promise(bench.replica.standsUnder(),
                new Disk(bench.replica.standsUnder(), B1, X.subList(0, 2), 2)));
        bench.persists(learned(2), accepted(bench.replica.leads()), appended(X.get(3)))
                .decides(X.get(0), X.get(1));
    }

    @Test
    void aPromiseAfterTheAdoptionIsSyncedAndNotAdopted() {
        Bench bench = Bench.leader();
        bench.receive(3, promise(B1, new Disk(B1, new Ballot(0, 0, 3), Y.subList(0, 2), 0)))
                .answers(3, new Message.Sync(B1, 0, Hash.ZERO, X.subList(0, 1), true, 1, 0))
                .changesNothing();
    }

    @Test
    void aPromiseOfAnotherBallotCountsForNothing() {
        Bench bench = standing2(TWO);
        bench.receive(3, promise(B3, new Disk(B3, Ballot.ZERO, List.of(), 0)))
                .sends().changesNothing();
    }

    @Test
    void aRestartedCandidateTakesNoPromiseOfItsFormerLife() {
        new Bench(2, disk(B1, X, 0).with(promised(B2))).receive(3,
                promise(B2, new Disk(B2, Ballot.ZERO, List.of(), 0))).sends().changesNothing();
    }

    @Test
    void anUndecidedChainTooLongForOneMessageComesInParts() {
        Bench bench = new Bench(2, Disk.EMPTY, 1);
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        Standing standing = standing(new Disk(own, B1, X.subList(0, 2), 0));
        bench.receive(3, new Message.Promise(own, standing, X.subList(0, 1)))
                .answers(3, new Message.Prepare(own, 1)).changesNothing();
        bench.receive(3, new Message.Promise(own, standing, X.subList(0, 1)))
                .sends().changesNothing();
        bench.receive(3, new Message.Promise(own, standing, X.subList(1, 2)))
                .persists(appended(X.get(0)), appended(X.get(1)), accepted(own),
                        appended(X.get(2)));
    }

    /** Node 2 standing under a ballot above all that the disk knows. */
    private static Bench standing2(Disk disk) {
        Bench bench = new Bench(2, disk);
        bench.nominate();
        return bench;
    }
}
