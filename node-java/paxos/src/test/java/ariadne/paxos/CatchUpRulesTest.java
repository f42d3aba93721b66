package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.X;
import static ariadne.paxos.Bench.Y;
import static ariadne.paxos.Bench.decided;
import static ariadne.paxos.Bench.disk;
import static ariadne.paxos.Bench.promise;
import static ariadne.paxos.Bench.standing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks that come decided from another node, or a snapshot of them. Blueprint, sentence 4. */
class CatchUpRulesTest {
    private static final Membership FIRST = Membership.first(List.of(1, 2, 3));

    private static Input.Learned learned(List<Block> blocks) {
        return new Input.Learned(blocks);
    }

    @Test
    void decidedBlocksThatAreHeldKeepTheAcceptedSuffix() {
        Bench bench = new Bench(3, disk(B1, X, 0));
        bench.step(learned(X.subList(0, 2))).decides(X.get(0), X.get(1));
        assertThat(bench.replica.standing())
                .isEqualTo(new Standing(B1, B1, 4, X.get(3).hash(), 2));
    }

    @Test
    void decidedBlocksThatContradictTheSuffixReplaceItAndNoBallot() {
        Bench bench = new Bench(3, disk(B1, X, 1));
        bench.step(learned(Y)).decides(Y.get(1), Y.get(2), Y.get(3));
        assertThat(bench.replica.standing())
                .isEqualTo(new Standing(B1, B1, 4, Y.get(3).hash(), 4));
    }

    @Test
    void blocksAboveAGapAreLeftAlone() {
        new Bench(3, disk(B1, X.subList(0, 1), 1)).step(learned(X.subList(2, 4)))
                .changesNothing();
    }

    @Test
    void aLeaderOfThePastThatContradictsWhatWasLearnedIsNoBrokenInvariant() {
        Bench bench = new Bench(3, disk(B1, Y.subList(0, 1), 1));
        bench.step(learned(Y));
        Standing stands = bench.replica.standing();
        bench.receive(1, new Message.Accept(B1, 1, X.get(0).hash(), X.subList(1, 2), 1))
                .answers(1, new Message.Behind(B1, stands, 4, 0));
        bench.receive(2, new Message.Sync(B2, 1, X.get(0).hash(), X.subList(1, 3), true, 1, 0));
        assertThat(bench.replica.standing().tipHash()).isEqualTo(Y.get(3).hash());
        assertThat(bench.replica.standing().accepted()).isEqualTo(B1);
    }

    @Test
    void aSyncThatEndsBelowWhatWasLearnedRewindsNothing() {
        Bench bench = new Bench(3, disk(B1, X.subList(0, 1), 1));
        bench.step(learned(X.subList(1, 3)));
        bench.receive(2, new Message.Sync(B2, 1, X.get(0).hash(), X.subList(1, 2), true, 1, 0));
        assertThat(bench.replica.standing().tip()).isEqualTo(3);
        assertThat(bench.replica.standing().accepted()).isEqualTo(B1);
    }

    @Test
    void afterARestartItIsKnownStillWhatWasDecidedByOwnAcceptsAndWhatWasLearned() {
        Message sync = new Message.Sync(B2, 1, X.get(0).hash(), Y.subList(1, 3), true, 1, 0);
        Disk disk = disk(B1, X.subList(0, 3), 0);
        assertThatThrownBy(() -> new Bench(3, disk.with(decided(2))).receive(2, sync))
                .isInstanceOf(BrokenInvariant.class);
        Bench bench = new Bench(3, disk.with(Bench.learned(2)));
        bench.receive(2, sync);
        assertThat(bench.replica.standing().tipHash()).isEqualTo(X.get(2).hash());
    }

    /** B2 leads and decides X while 3 fetches it; the promise to 3 brings an older chain. */
    @Test
    void aCandidateGivesUpWhenTheBestChainLacksWhatItLearned() {
        Bench bench = new Bench(3, disk(B1, X.subList(0, 1), 1));
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.step(learned(X.subList(1, 3)));
        Ballot later = new Ballot(0, 1, 2);
        bench.receive(1, promise(own, new Disk(own, later, Y, 1)));
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
        assertThat(bench.replica.standsUnder()).isEqualTo(Ballot.ZERO);
        assertThat(bench.replica.standing().tipHash()).isEqualTo(X.get(2).hash());
    }

    @Test
    void aLearnedTipIsNotClaimedForALeaderThatDoesNotHoldIt() {
        Bench bench = new Bench(3, disk(B1, X.subList(0, 1), 1));
        bench.step(learned(X.subList(1, 3)));
        bench.receive(1, new Message.Accept(B1, 1, X.get(0).hash(), X.subList(1, 2), 1))
                .answers(1, new Message.Accepted(B1, 2, X.get(1).hash()));
    }

    @Test
    void aLeaderThatLearnsWhatItDoesNotHoldLeadsNoMore() {
        Bench bench = Bench.leader();
        bench.step(new Input.Propose(List.of(new byte[] {7})));
        bench.step(learned(Y.subList(1, 3)));
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
    }

    @Test
    void aLeaderWhoseFollowerDecidedMoreAsksForItAndSyncsNothing() {
        Bench bench = Bench.leader();
        Standing beyond = standing(disk(B1, Y.subList(0, 3), 3));
        bench.receive(3, new Message.HeartbeatAnswer(0, 0, beyond, Ballot.ZERO, false, true));
        assertThat(bench.output.send()).isEmpty();
        assertThat(bench.output.notes()).contains(new Note.Behind(3, 3));
    }

    @Test
    void aSnapshotTakesThePlaceOfWhatItDoesNotContain() {
        Bench bench = new Bench(3, disk(B1, X.subList(0, 2), 1));
        bench.step(new Input.Installed(3, Y.get(2).hash(), FIRST))
                .persists(new Durable.Installed(3, Y.get(2).hash()));
        assertThat(bench.replica.standing())
                .isEqualTo(new Standing(B1, B1, 3, Y.get(2).hash(), 3));
        assertThat(bench.replica.start()).isEqualTo(4);
        bench.step(learned(Y.subList(3, 4))).decides(Y.get(3));
    }

    @Test
    void aSnapshotOfWhatIsHeldDecidesAndKeepsTheAcceptedSuffix() {
        Bench bench = new Bench(3, disk(B1, X, 0));
        bench.step(new Input.Installed(2, X.get(1).hash(), FIRST)).decides(X.get(0), X.get(1));
        assertThat(bench.replica.standing().tip()).isEqualTo(4);
        assertThat(bench.replica.start()).isEqualTo(1);
    }

    @Test
    void anOldSnapshotChangesNothing() {
        new Bench(3, disk(B1, X, 3)).step(new Input.Installed(2, X.get(1).hash(), FIRST))
                .changesNothing();
    }

    @Test
    void whoIsFarBehindIsToldOfIt() {
        Bench bench = new Bench(3, disk(B1, X, 1));
        bench.receive(2, new Message.Heartbeat(0, 0, B1, Ballot.ZERO, false, 1001));
        assertThat(bench.output.notes()).doesNotContain(new Note.Behind(2, 1001));
        bench.receive(2, new Message.Heartbeat(0, 0, B1, Ballot.ZERO, false, 1002));
        assertThat(bench.output.notes()).contains(new Note.Behind(2, 1002));
    }

    @Test
    void aPromiseThatCannotBringCompactedBlocksDoesNotCount() {
        Bench bench = new Bench(1, Disk.EMPTY);
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        Standing far = new Standing(own, B1, 4, X.get(3).hash(), 4);
        bench.receive(2, new Message.Promise(own, far, List.of()));
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
        assertThat(bench.output.notes()).contains(new Note.Behind(2, 4));
        bench.step(learned(X));
        bench.receive(2, new Message.Promise(own, far, List.of()));
        assertThat(bench.replica.leads()).isEqualTo(own);
    }
}
