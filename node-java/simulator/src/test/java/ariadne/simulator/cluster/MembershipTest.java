package ariadne.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.server.Parts;
import ariadne.simulator.Outcome;
import ariadne.simulator.cluster.Schedule.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members come and go while clients write; each run ends with the liveness phase. */
class MembershipTest {
    private static final long SECOND = Plan.SECOND;

    private final List<Step> steps = new ArrayList<>();
    private long values;

    private void at(double seconds, Deed deed) {
        steps.add(new Step(Math.round(seconds * SECOND), deed));
    }

    private Outcome run(Plan plan) {
        for (double second = 0.5; second < 10; second += 0.1) {
            at(second, new Deed.Ask(1, "write", (int) (values % 4), ++values));
        }
        steps.sort((a, b) -> Long.compare(a.atMicros(), b.atMicros()));
        Outcome outcome = Simulation.run(
                new Schedule(7, plan, steps), id -> new Parts(), null);
        assertThat(outcome.violation()).isNull();
        return outcome;
    }

    private static Plan plan(int nodes, int spares) {
        return Plan.calm(nodes).spare(spares);
    }

    private static long added(Outcome outcome) {
        return outcome.faults().get(Fault.MEMBER_ADDED.words());
    }

    private static long removed(Outcome outcome) {
        return outcome.faults().get(Fault.MEMBER_REMOVED.words());
    }

    @Test
    void everyFirstMemberIsReplacedInTurn() {
        for (int node = 1; node <= 3; node++) {
            at(2 * node - 0.5, new Deed.AddMember());
            at(2 * node + 0.4, new Deed.AddMember()); // Caught up by now.
            at(2 * node + 0.9, new Deed.RemoveMember(node));
        }
        Outcome outcome = run(plan(3, 3));
        assertThat(added(outcome)).isEqualTo(3);
        assertThat(removed(outcome)).isEqualTo(3);
        assertThat(outcome.acknowledged()).isGreaterThan(60);
    }

    @Test
    void aRemovalThatWouldLoseTheMajorityIsRefused() {
        at(3, new Deed.Kill(1, false));
        at(4, new Deed.RemoveMember(2));
        at(4, new Deed.RemoveMember(3));
        at(9.5, new Deed.Start(1)); // When the operator has given up.
        assertThat(removed(run(plan(3, 0)))).isZero();
    }

    @Test
    void aMemberThatIsDownCanBeRemoved() {
        at(3, new Deed.Kill(1, false));
        at(5, new Deed.RemoveMember(1));
        assertThat(removed(run(plan(3, 0)))).isOne();
    }

    @Test
    void theOnlyMemberStays() {
        at(3, new Deed.RemoveMember(1));
        assertThat(removed(run(plan(1, 0)))).isZero();
    }

    @Test
    void aNodeThatIsNotThereIsNotAdded() {
        at(2.9, new Deed.Cut(4, 1));
        at(2.9, new Deed.Cut(4, 2));
        at(2.9, new Deed.Cut(4, 3));
        at(3, new Deed.AddMember());
        assertThat(added(run(plan(3, 1)))).isZero();
    }

    /** It holds the chain up to a snapshot, then blocks, and then it votes. */
    @Test
    void aNodeThatComesLateTakesUpASnapshot() {
        at(6, new Deed.AddMember());
        at(8, new Deed.AddMember());
        assertThat(added(run(plan(3, 1).snapshotting(15)))).isOne();
    }
}
