package ariadne.paxos;

import static ariadne.paxos.Bench.B1;
import static ariadne.paxos.Bench.B2;
import static ariadne.paxos.Bench.HASHER;
import static ariadne.paxos.Bench.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members change by a stop block, era after era. Blueprint, sentence 7. */
class EraRulesTest {
    /** A transaction of a zero and then ids is a change of members. */
    static final Stops STOPS = block -> {
        List<Integer> next = new ArrayList<>();
        if (block.transactions().size() == 1 && block.transactions().getFirst()[0] == 0) {
            byte[] ids = block.transactions().getFirst();
            for (int i = 1; i < ids.length; i++) {
                next.add((int) ids[i]);
            }
        }
        return next;
    };
    private static final byte[] SWAP_3_FOR_4 = {0, 1, 2, 4};
    private static final byte[] WITHOUT_1 = {0, 2, 3};
    private static final Membership FIRST = Membership.first(List.of(1, 2, 3));
    private static final Membership SECOND = new Membership(1, List.of(1, 2, 4), 2);
    private static final Ballot NEXT = new Ballot(1, 1, 1);
    private static final Ballot NEXT2 = new Ballot(1, 2, 2);

    private static final Block ONE = HASHER.block(1, Hash.ZERO, List.of());
    private static final Block STOP = HASHER.block(2, ONE.hash(), List.of(SWAP_3_FOR_4));
    private static final Block STOP_WITHOUT_1 =
            HASHER.block(2, ONE.hash(), List.of(WITHOUT_1));

    private static Bench bench(int self, Disk disk, Membership membership) {
        return new Bench(self, disk.saved(membership, false), disk, STOPS, 100_000);
    }

    /** Node 1 leads under B1 and its first block is decided. */
    private static Bench leader() {
        Bench bench = bench(1, Disk.EMPTY, FIRST);
        bench.nominate();
        bench.step(new Input.Forced());
        bench.receive(2, Bench.promise(B1, new Disk(B1, Ballot.ZERO, List.of(), 0)));
        bench.step(new Input.Forced());
        return bench.receive(2, new Message.Accepted(B1, 1, ONE.hash()));
    }

    private static Bench stopping(byte[] transaction) {
        Bench bench = leader();
        bench.step(new Input.Propose(List.of(transaction)));
        return bench.step(new Input.Forced());
    }

    /** Node 2 in the second era. */
    private static Bench second() {
        return bench(2, new Disk(B1, B1, List.of(ONE, STOP), 2), SECOND);
    }

    @Test
    void aLeaderIsNotConcernedByTheConnectionOfAStranger() {
        Bench bench = Bench.leader();
        bench.step(new Input.Reconnected(9)).changesNothing();
    }

    @Test
    void nothingGoesOnTopOfAStopBlock() {
        Bench bench = stopping(SWAP_3_FOR_4);
        assertThat(bench.replica.room()).isZero();
        byte[] more = {7};
        bench.step(new Input.Propose(List.of(more)));
        assertThat(bench.output.notes()).singleElement().isInstanceOf(Note.NotTaken.class);
    }

    @Test
    void whoDecidesAStopBlockLeadsTheOldEraNoMoreAndStandsInTheNew() {
        Bench bench = stopping(SWAP_3_FOR_4);
        bench.step(new Input.Read(9));
        bench.receive(2, new Message.Accepted(B1, 2, STOP.hash())).decides(STOP);
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
        assertThat(bench.replica.membership()).isEqualTo(SECOND);
        assertThat(bench.output.notes())
                .contains(new Note.NewEra(SECOND), new Note.ReadLost(9));
        assertThat(bench.output.send()).contains(to(3, new Message.Decided(B1, 2)),
                to(2, new Message.Decided(B1, 2)), to(2, new Message.Prepare(NEXT, 2)),
                to(4, new Message.Prepare(NEXT, 2)));
        assertThat(bench.replica.standsUnder()).isEqualTo(NEXT);
    }

    @Test
    void aLeaderThatIsRemovedTellsTheOthersAndRests() {
        Bench bench = stopping(WITHOUT_1);
        bench.receive(2, new Message.Accepted(B1, 2, STOP_WITHOUT_1.hash()));
        assertThat(bench.replica.standsUnder()).isEqualTo(Ballot.ZERO);
        assertThat(bench.output.send()).contains(to(2, new Message.Decided(B1, 2)),
                to(3, new Message.Decided(B1, 2)));
        for (int i = 0; i < 100; i++) {
            bench.step(new Input.Tick()).sends();
        }
        bench.nominate();
        assertThat(bench.output.notes()).isNotEmpty()
                .allMatch(note -> note instanceof Note.CannotStand);
    }

    @Test
    void anOlderEraIsToldWhereItEnded() {
        Message.Over over = new Message.Over(1, 2);
        Bench bench = second();
        Ballot old = new Ballot(0, 9, 3);
        bench.receive(3, new Message.Prepare(old, 1)).answers(3, over).changesNothing();
        bench.receive(3, new Message.Accept(B1, 1, ONE.hash(), List.of(STOP), 1))
                .answers(3, over).changesNothing();
        bench.receive(3, new Message.Sync(old, 1, ONE.hash(), List.of(STOP), true, 1, 0))
                .answers(3, over).changesNothing();
        bench.receive(1, new Message.Confirm(B1, 1)).answers(1, over).changesNothing();
        bench.receive(3, new Message.Heartbeat(0, 0, old, old, true, 1))
                .answers(3, over).changesNothing();
    }

    @Test
    void whoIsToldOfANewerEraAsksForItsBlocksAndTakesNothingOfIt() {
        Bench bench = bench(2, new Disk(B1, B1, List.of(ONE), 1), FIRST);
        bench.receive(1, new Message.Over(1, 2)).sends().notes(new Note.Behind(1, 2));
        bench.receive(1, new Message.Prepare(NEXT, 2)).sends().notes(new Note.Behind(1, 0));
        assertThat(bench.replica.standing().promised()).isEqualTo(B1);
        bench.step(new Input.Learned(List.of(STOP))).decides(STOP);
        bench.receive(1, new Message.Prepare(NEXT, 2)).answers(1, new Message.Promise(
                NEXT, bench.replica.standing(), List.of()));
    }

    @Test
    void aNewMemberVotesOnlyOnceItHoldsTheStopBlock() {
        Bench bench = bench(4, Disk.EMPTY, FIRST);
        bench.receive(1, new Message.Prepare(NEXT, 2)).sends();
        bench.step(new Input.Learned(List.of(ONE)));
        bench.receive(1, new Message.Prepare(NEXT, 2)).sends();
        bench.receive(1, new Message.Confirm(NEXT, 1)).sends();
        bench.step(new Input.Learned(List.of(STOP)));
        bench.receive(1, new Message.Prepare(NEXT, 2)).answers(1, new Message.Promise(
                NEXT, bench.replica.standing(), List.of()));
    }

    @Test
    void aNodeThatIsNoMemberYetIsNotTakenForOne() {
        Bench bench = second();
        bench.receive(3, new Message.Prepare(new Ballot(1, 1, 3), 2)).sends().changesNothing();
        bench.receive(4, new Message.Prepare(new Ballot(1, 1, 4), 2));
        assertThat(bench.output.send()).hasSize(1);
    }

    @Test
    void aStopBlockThatIsAdoptedIsItselfTheFirstToBeDecided() {
        Bench bench = bench(2, new Disk(B1, B1, List.of(ONE, STOP), 1), FIRST);
        bench.nominate();
        bench.step(new Input.Forced());
        bench.receive(3, Bench.promise(B2, new Disk(B2, B1, List.of(ONE), 1)));
        assertThat(bench.replica.leads()).isEqualTo(B2);
        assertThat(bench.replica.standing().tip()).isEqualTo(2);
        bench.step(new Input.Forced()).decides();
        bench.receive(3, new Message.Accepted(B2, 2, STOP.hash())).decides(STOP);
        assertThat(bench.replica.membership()).isEqualTo(SECOND);
    }

    @Test
    void acceptsOfNonMembersAreNotCounted() {
        Bench bench = bench(1, new Disk(B1, B1, List.of(ONE, STOP), 2), SECOND);
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.step(new Input.Forced());
        bench.receive(3, Bench.promise(own, new Disk(own, B1, List.of(ONE, STOP), 2)));
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
        bench.receive(4, Bench.promise(own, new Disk(own, Ballot.ZERO, List.of(ONE, STOP), 2)));
        assertThat(bench.replica.leads()).isEqualTo(own);
    }

    @Test
    void aCandidateThatLearnsTheStopBlockFromAPromiseAdoptsNothing() {
        Bench bench = bench(1, new Disk(B1, B1, List.of(ONE), 1), FIRST);
        bench.nominate();
        Ballot own = bench.replica.standsUnder();
        bench.step(new Input.Forced());
        bench.receive(2, Bench.promise(own, new Disk(own, B1, List.of(ONE, STOP), 2)));
        assertThat(bench.replica.leads()).isEqualTo(Ballot.ZERO);
        assertThat(bench.replica.standsUnder()).isEqualTo(Ballot.ZERO);
        assertThat(bench.replica.membership()).isEqualTo(SECOND);
    }

    @Test
    void aSnapshotBringsItsEra() {
        Bench bench = bench(4, Disk.EMPTY, FIRST);
        bench.step(new Input.Installed(2, STOP.hash(), SECOND));
        bench.receive(2, new Message.Prepare(NEXT2, 2)).answers(2, new Message.Promise(
                NEXT2, bench.replica.standing(), List.of()));
    }

    @Test
    void aRestartAboveTheStopBlockStaysInItsEra() {
        Bench bench = second();
        bench.nominate();
        assertThat(bench.replica.standsUnder().era()).isEqualTo(1);
        assertThat(bench.output.send()).allMatch(e -> e.to() == 1 || e.to() == 4);
    }
}
