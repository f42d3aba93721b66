package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.accepted;
import static ariadne.paxos.Bench.appended;
import static ariadne.paxos.Bench.decided;
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

/** Sentence 4: what is believed to be decided. */
class DecidedRulesTest {
    @Test
    void aDecidedHeightIsBelievedUpToTheHeightHeldUnderThatBallot() {
        new Bench(3, disk(B1, X.subList(0, 2), 0)).receive(1, new Message.Decided(B1, 3))
                .persists(decided(2)).sends().decides(X.get(0), X.get(1)).notes();
    }

    @Test
    void aDecidedHeightOfAnotherBallotIsNotBelieved() {
        Bench bench = new Bench(3, disk(B1, X, 0).with(promised(B2)));
        bench.receive(2, new Message.Decided(B2, 3)).sends().changesNothing();
    }

    @Test
    void aHeartbeatOfANodeThatDoesNotLeadDecidesNothing() {
        Disk part = new Disk(B1, Ballot.ZERO, X.subList(0, 1), 0);
        new Bench(3, part).receive(2, new Message.Heartbeat(0, 0, B2, Ballot.ZERO, false, 1))
                .answers(2, new Message.HeartbeatAnswer(
                        0, 0, standing(part), Ballot.ZERO, false, true)).changesNothing();
    }

    @Test
    void aHeartbeatOfTheLeaderBringsTheDecidedHeight() {
        new Bench(3, disk(B1, X.subList(0, 2), 0))
                .receive(1, new Message.Heartbeat(0, 0, B1, B1, true, 1)).decides(X.get(0));
    }

    @Test
    void aDecidedHeightNeverGoesBack() {
        new Bench(3, disk(B1, X, 3)).receive(1, new Message.Decided(B1, 2)).sends()
                .changesNothing();
    }

    @Test
    void blocksLearnedAsDecidedChangeNoBallotAndKeepTheAcceptedBlocksAbove() {
        Bench bench = new Bench(2, disk(B1, X.subList(0, 3), 0), 1);
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.receive(3, new Message.Promise(own,
                standing(new Disk(own, B1, X.subList(0, 3), 2)), X.subList(0, 1)))
                .persists(learned(1)).answers(3, new Message.Prepare(own, 1)).decides(X.get(0));
        assertThat(bench.replica.standing())
                .isEqualTo(standing(new Disk(own, B1, X.subList(0, 3), 1)));
    }

    @Test
    void aSuffixThatContradictsDecidedBlocksGoes() {
        Bench bench = new Bench(2, disk(B1, X.subList(0, 3), 0));
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.receive(3, promise(own, new Disk(own, own, Y.subList(0, 2), 2)));
        assertThat(bench.output.persist()).startsWith(
                rewound(1), appended(Y.get(1)), learned(2));
    }

    @Test
    void aBlockIsDecidedByAMajorityUnderOneBallot() {
        Bench bench = Bench.elected();
        bench.step(new Input.Forced()).sends().changesNothing();
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash()))
                .persists(decided(1)).answers(2, new Message.Decided(B1, 1)).decides(X.get(0))
                .notes(new Note.Follows(1), new Note.Leads(B1));
    }

    @Test
    void anAcceptedOfAnotherBallotDoesNotCount() {
        Bench bench = Bench.elected();
        bench.step(new Input.Forced());
        bench.receive(2, new Message.Accepted(B2, 1, X.get(0).hash())).sends().changesNothing();
    }

    @Test
    void aDecidedHeightIsWorthNoForce() {
        assertThat(decided(1).needsForce()).isFalse();
        assertThat(learned(1).needsForce()).isFalse();
        assertThat(List.of(promised(B1), accepted(B1), rewound(1), appended(X.get(0))))
                .allMatch(Durable::needsForce);
    }
}
