package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.B3;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.accepted;
import static ariadne.paxos.Bench.appended;
import static ariadne.paxos.Bench.decided;
import static ariadne.paxos.Bench.disk;
import static ariadne.paxos.Bench.promise;
import static ariadne.paxos.Bench.promised;
import static ariadne.paxos.Bench.rewound;
import static ariadne.paxos.Bench.standing;
import static ariadne.paxos.Bench.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentence 2: how a follower's chain is brought to its leader's. */
class SyncRulesTest {
    private static final Message.Sync WHOLE =
            new Message.Sync(B2, 0, Hash.ZERO, Y.subList(0, 3), true, 1, 0);

    @Test
    void theRecordsAreThePromiseTheRewindToTheCommonPrefixTheBlocksAndTheBallotLast() {
        new Bench(3, disk(B1, X, 0)).receive(2, WHOLE)
                .persists(promised(B2), rewound(1), appended(Y.get(1)), appended(Y.get(2)),
                        accepted(B2), decided(1))
                .answers(2, new Message.Accepted(B2, 3, Y.get(2).hash()))
                .decides(Y.get(0)).notes();
    }

    @Test
    void aFollowerThatHoldsTheWholeChainRecordsTheBallotBeforeItAnswers() {
        new Bench(3, disk(B1, Y.subList(0, 3), 1)).receive(2, WHOLE)
                .persists(promised(B2), accepted(B2))
                .answers(2, new Message.Accepted(B2, 3, Y.get(2).hash()));
    }

    @Test
    void aLongerChainIsCutToTheLeaders() {
        new Bench(3, disk(B1, Y, 1)).receive(2, WHOLE)
                .persists(promised(B2), rewound(3), accepted(B2));
    }

    @Test
    void aPartIsPutInPlaceAndAcceptsNothing() {
        Bench bench = new Bench(3, disk(B1, X, 1));
        bench.receive(2, new Message.Sync(B2, 1, X.get(0).hash(), Y.subList(1, 2), false, 1, 0))
                .persists(promised(B2), rewound(1), appended(Y.get(1)))
                .answers(2, new Message.Behind(B2, bench.replica.standing(), 2, 0))
                .decides().notes();
        assertThat(bench.replica.standing().accepted()).isEqualTo(B1);
        bench.receive(2, new Message.Sync(B2, 2, Y.get(1).hash(), Y.subList(2, 3), true, 2, 0))
                .persists(appended(Y.get(2)), accepted(B2), decided(2))
                .answers(2, new Message.Accepted(B2, 3, Y.get(2).hash()));
    }

    @Test
    void aPartWhoseParentIsNotHeldIsAnsweredWithTheStanding() {
        Bench bench = new Bench(3, disk(B1, X, 1));
        bench.receive(2, new Message.Sync(B2, 2, Y.get(1).hash(), Y.subList(2, 3), true, 2, 0))
                .persists(promised(B2))
                .answers(2, new Message.Behind(B2, bench.replica.standing(), 1, 0));
    }

    @Test
    void aRepeatedSyncIsAnsweredAgainAndNeverShortens() {
        Disk disk = disk(B2, Y, 1);
        new Bench(3, disk).receive(2, WHOLE)
                .answers(2, new Message.Accepted(B2, 4, Y.get(3).hash())).changesNothing();
    }

    @Test
    void aSyncBelowThePromiseIsRefused() {
        new Bench(3, disk(B1, X, 0).with(promised(B3))).receive(2, WHOLE)
                .answers(2, new Message.Refused(B2, B3)).changesNothing();
    }

    @Test
    void aSyncBelowTheDecidedHeightIsABrokenInvariant() {
        Bench bench = new Bench(3, disk(B1, X, 0));
        bench.receive(1, new Message.Decided(B1, 2)).decides(X.get(0), X.get(1));
        assertThatThrownBy(() -> bench.receive(2, WHOLE)).isInstanceOf(BrokenInvariant.class);
    }

    @Test
    void theLeaderSendsALongSyncInParts() {
        Bench bench = new Bench(1, disk(B1, X.subList(0, 3), 1), 1);
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.receive(2, promise(own, new Disk(own, Ballot.ZERO, List.of(), 0)))
                .sends(to(2, new Message.Sync(own, 0, Hash.ZERO, X.subList(0, 1), false, 1, 0)));
        Standing part = standing(new Disk(own, Ballot.ZERO, X.subList(0, 1), 0));
        bench.receive(2, new Message.Behind(own, part, 1, 0)).sends(to(2,
                new Message.Sync(own, 1, X.get(0).hash(), X.subList(1, 2), false, 1, 0)));
    }

    @Test
    void aFollowerSyncedBeforeThatFellBehindGetsPartAfterPart() {
        Bench bench = new Bench(1, Disk.EMPTY, 1);
        bench.nominate();
        bench.receive(2, promise(B1, new Disk(B1, Ballot.ZERO, List.of(), 0)));
        bench.receive(2, new Message.Accepted(B1, 1, X.get(0).hash()));
        bench.step(new Input.Reconnected(2));
        byte[] t = new byte[1];
        bench.step(new Input.Propose(List.of(t, t, t))).sends();
        bench.receive(2, new Message.HeartbeatAnswer(
                0, 0, standing(disk(B1, X.subList(0, 1), 0)), Ballot.ZERO, false, true));
        Block second = bench.replica.block(2);
        bench.sends(to(2, new Message.Sync(
                B1, 1, X.get(0).hash(), List.of(second), false, 0, 0)));
        bench.receive(2, new Message.Accepted(B1, 2, second.hash())).sends(to(2,
                new Message.Sync(
                        B1, 2, second.hash(), List.of(bench.replica.block(3)), true, 0, 0)));
    }
}
