package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An idle node seldom wakes; one that may have to act counts each tick. */
class CalmTest extends MemberTrial {
    private long ticksToSleep(Node node) {
        return (node.nextTurnNanos() - cluster.network.nanos)
                / (Node.TICK_MILLIS * 1_000_000);
    }

    @Test
    void whoHearsItsLeaderSleepsUntilTheNextHeartbeat() throws Exception {
        Node follower = cluster.nodes.get(aFollower());
        cluster.until("it has heard", () -> ticksToSleep(follower) > Node.HEARTBEAT_TICKS);
        Node leader = cluster.nodes.get(cluster.leader());
        cluster.until("so has the leader", () -> ticksToSleep(leader) > 1);
    }

    @Test
    void whoHearsNothingIsAwakeAtTheNextTick() throws Exception {
        String name = aFollower();
        Node follower = cluster.nodes.get(name);
        cluster.until("it has heard", () -> ticksToSleep(follower) > 1);
        cluster.network.nanos = follower.nextTurnNanos();
        follower.turn(0); // Nobody else had a turn.
        follower.turn(0);
        assertThat(ticksToSleep(follower)).isLessThanOrEqualTo(1);
    }

    /** Messages that are held back on purpose go out at a tick. */
    @Test
    void whoHoldsMessagesBackIsAwakeAtTheNextTick() throws Exception {
        Node follower = cluster.nodes.get(aFollower());
        follower.door.delay(100);
        for (int i = 0; i < 5 * Node.ELECTION_TICKS; i++) {
            cluster.round();
            assertThat(ticksToSleep(follower)).isLessThanOrEqualTo(1);
        }
    }
}
