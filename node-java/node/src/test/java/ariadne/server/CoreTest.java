package ariadne.server;

import static ariadne.server.Cores.proposal;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.kv.OperationId;
import ariadne.paxos.Ballot;
import ariadne.paxos.Envelope;
import ariadne.paxos.Input;
import ariadne.paxos.Message;
import ariadne.server.Cores.Seat;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The law of the event loop: persist, force once, then say so, then apply. */
class CoreTest {
    private static final long SESSION = 7;

    private final long seed = Long.getLong("ariadne.seed", System.nanoTime());
    private final Random random = new Random(seed);

    CoreTest() {
        System.out.println("CoreTest: replay with -Dariadne.seed=" + seed);
    }

    private static OperationId id(long sequence) {
        return new OperationId(SESSION, sequence);
    }

    @Test
    void acceptsLeaveBeforeTheForceAndAnswersAfterIt() throws Exception {
        Cores cores = new Cores(3, random);
        Seat leader = cores.leader();
        leader.trace.clear();
        leader.core.proposals.offer(proposal(SESSION, 1));
        leader.core.commit();
        assertThat(leader.trace).containsSubsequence(
                "send Accept", "send Accept", "flush", "write", "force");
        assertThat(leader.applied).isEmpty();

        Seat follower = cores.seat(leader.id % 3 + 1);
        follower.trace.clear();
        for (Envelope envelope : leader.outbox) {
            if (envelope.to() == follower.id) {
                follower.core.step(new Input.Received(leader.id, envelope.message()));
            }
        }
        assertThat(follower.trace).doesNotContain("send Accepted");
        follower.core.commit();
        assertThat(follower.trace).containsSubsequence("write", "force", "send Accepted");
    }

    @Test
    void itIsDecidedAndAppliedOnTwoForcedAcceptsAlsoWhenTheLeadersOwnComesLast() throws Exception {
        Cores cores = new Cores(3, random);
        Seat leader = cores.leader();
        leader.core.proposals.offer(proposal(SESSION, 1));
        leader.core.commit();
        List<Envelope> accepts = List.copyOf(leader.outbox);
        leader.outbox.clear();
        leader.core.proposals.offer(proposal(SESSION, 2));
        for (Envelope envelope : accepts) {
            Seat follower = cores.seat(envelope.to());
            follower.core.step(new Input.Received(leader.id, envelope.message()));
            follower.core.commit();
            follower.outbox.forEach(answer -> leader.core.step(
                    new Input.Received(follower.id, answer.message())));
        }
        assertThat(leader.applied).as("only a commit applies").isEmpty();
        leader.trace.clear();
        leader.core.commit();
        assertThat(leader.applied).containsExactly(id(1));
        assertThat(leader.trace).as("the second block's force comes before the first is answered")
                .containsSubsequence("send Accept", "flush", "write", "force", "applied 7/1");
    }

    @Test
    void whatArrivedTogetherIsForcedOnce() throws Exception {
        Cores cores = new Cores(3, random);
        Seat leader = cores.leader();
        leader.outbox.clear();
        for (int i = 1; i <= 3; i++) {
            leader.core.proposals.offer(proposal(SESSION, i));
            leader.core.commit();
        }
        Seat follower = cores.seat(leader.id % 3 + 1);
        int before = follower.forces;
        leader.outbox.stream().filter(e -> e.to() == follower.id).forEach(e ->
                follower.core.step(new Input.Received(leader.id, e.message())));
        follower.core.commit();
        assertThat(follower.forces).isEqualTo(before + 1);
        assertThat(follower.operations()).containsExactly(id(1), id(2), id(3));
        assertThat(follower.outbox).anyMatch(
                e -> e.message() instanceof Message.Accepted a && a.height() == 4);
    }

    @Test
    void manyProposalsRideInOneBlockUnderOneForce() throws Exception {
        Cores cores = new Cores(1, random);
        Seat alone = cores.leader();
        int forces = alone.forces;
        long height = alone.core.applied();
        for (int i = 1; i <= 100; i++) {
            alone.core.proposals.offer(proposal(SESSION, i));
        }
        alone.core.commit();
        assertThat(alone.forces).isEqualTo(forces + 1);
        assertThat(alone.core.applied()).isEqualTo(height + 1);
        assertThat(alone.applied).hasSize(100);
    }

    @Test
    void nothingToSayIsNotForced() throws Exception {
        Cores cores = new Cores(3, random);
        Seat leader = cores.settled();
        int forces = leader.forces;
        for (int i = 0; i < 5 * Node.HEARTBEAT_TICKS; i++) {
            cores.round();
        }
        assertThat(leader.forces).isEqualTo(forces);
    }

    @Test
    void whatWaitsIsRefusedWhenTheNodeDoesNotLead() throws Exception {
        Cores cores = new Cores(3, random);
        Seat follower = cores.seat(cores.leader().id % 3 + 1);
        follower.core.proposals.offer(proposal(SESSION, 1));
        follower.core.commit();
        assertThat(follower.refused).extracting(Proposals.Proposal::id).containsExactly(id(1));
        assertThat(follower.core.proposals.knows(id(1))).isFalse();
    }

    @Test
    void whatWaitsIsRefusedWhenLeadershipIsLostWhatStandsInBlocksIsNot() throws Exception {
        Cores cores = new Cores(3, random);
        Seat leader = cores.leader();
        int window = Limits.STANDARD.windowBlocks();
        for (int i = 1; i <= window; i++) {
            leader.core.proposals.offer(proposal(SESSION, i));
            leader.core.commit();
        }
        assertThat(leader.core.replica.room()).isZero();
        leader.core.proposals.offer(proposal(SESSION, window + 1));
        leader.core.commit();
        assertThat(leader.core.proposals.size()).as("it waits for room").isEqualTo(1);
        Ballot higher = new Ballot(0, leader.core.replica.leads().round() + 1, leader.id % 3 + 1);
        leader.core.step(new Input.Received(higher.node(), new Message.Prepare(higher, 1)));
        leader.core.commit();
        assertThat(leader.refused).extracting(Proposals.Proposal::id)
                .containsExactly(id(window + 1));
        assertThat(leader.core.proposals.knows(id(1))).as("it may yet be decided").isTrue();
    }

    @Test
    void aRestartKnowsWhatStandsUndecidedInItsChain() throws Exception {
        Cores cores = new Cores(3, random);
        Seat leader = cores.leader();
        leader.core.proposals.offer(proposal(SESSION, 1));
        leader.core.commit();
        leader.restart();
        assertThat(leader.core.proposals.knows(id(1))).isTrue();
        assertThat(leader.core.proposals.knows(id(2))).isFalse();
        cores.leader();
        for (int i = 0; i < 200 && !leader.applied.contains(id(1)); i++) {
            cores.round();
        }
        // Decided by the next leader, or rewound by it.
        assertThat(leader.operations()).doesNotHaveDuplicates();
        assertThat(leader.core.proposals.knows(id(1))).isFalse();
    }

    @Test
    void aRestartAppliesWhatWasDecidedOnceAndTellsNobody() throws Exception {
        Cores cores = new Cores(1, random);
        Seat alone = cores.leader();
        alone.core.proposals.offer(proposal(SESSION, 1));
        alone.core.commit();
        long hash = alone.core.store.stateHash();
        long height = alone.core.applied();
        alone.applied.clear();
        alone.restart();
        cores.leader();
        assertThat(alone.core.applied()).isGreaterThanOrEqualTo(height);
        assertThat(alone.core.store.stateHash()).isEqualTo(hash);
    }

    @Test
    void aBlockThatIsRewoundFreesItsOperations() throws Exception {
        Cores cores = new Cores(3, random);
        Seat old = cores.settled();
        cores.cut(old.id);
        old.core.proposals.offer(proposal(SESSION, 1));
        old.core.commit();
        Seat next = cores.settled();
        assertThat(next.id).isNotEqualTo(old.id);
        next.core.proposals.offer(proposal(SESSION, 2));
        next.core.commit();
        cores.heal();
        for (int i = 0; i < 200 && !old.applied.contains(id(2)); i++) {
            cores.round();
        }
        assertThat(old.applied).containsExactly(id(2));
        assertThat(old.core.proposals.knows(id(1))).isFalse();
        assertThat(old.core.proposals.inFlight()).isZero();
    }

    /** The seats watch the law all the while; at the end the chains must be one. */
    @Test
    void theLawHoldsThroughElectionsAndRestarts() throws Exception {
        Cores cores = new Cores(5, random);
        long next = 1;
        for (int round = 0; round < 400; round++) {
            for (Seat seat : cores.seats) {
                if (seat.serves() && !seat.core.proposals.full()) {
                    for (int i = random.nextInt(4); i > 0; i--) {
                        seat.core.proposals.offer(proposal(SESSION, next++));
                    }
                }
            }
            if (random.nextInt(40) == 0) {
                cores.seat(1 + random.nextInt(5)).restart();
            } else if (random.nextInt(30) == 0) {
                cores.heal();
                cores.cut(1 + random.nextInt(5));
            }
            cores.round();
        }
        cores.heal();
        Seat leader = cores.leader();
        for (int i = 0; i < 200; i++) {
            cores.round();
        }
        assertThat(leader.operations()).isNotEmpty().doesNotHaveDuplicates();
        for (Seat seat : cores.seats) {
            assertThat(seat.core.applied()).as("seed %d", seed).isEqualTo(leader.core.applied());
            assertThat(seat.operations()).as("seed %d", seed).isEqualTo(leader.operations());
            assertThat(seat.core.store.stateHash()).isEqualTo(leader.core.store.stateHash());
            assertThat(new HashSet<>(seat.operations())).containsAll(seat.applied);
        }
    }
}
