package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state within the bounds of the name: no disagreement, no stale read, no broken
 * invariant.
 */
class ExplorerTest {
    static List<Plans> small() {
        return Arrays.stream(Plans.values()).filter(plan -> !plan.large).toList();
    }

    static List<Plans> large() {
        return Arrays.stream(Plans.values()).filter(plan -> plan.large).toList();
    }

    @ParameterizedTest
    @MethodSource("small")
    void theTrueCodeAgreesInEveryState(Plans bounds) {
        explore(bounds.toString(), bounds.plan, new Rules());
    }

    @ParameterizedTest
    @EnumSource(value = Plans.class, names = {"TWO_BALLOTS", "THREE_BALLOTS_OF_TWO_NODES",
        "TWO_BALLOTS_TWO_CRASHES"})
    void theTrueCodeAgreesWhenLeadersProposeTheSameBlocks(Plans bounds) {
        explore(bounds + " alike", bounds.plan, new Rules.Alike());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("large")
    void theTrueCodeAgreesWhereMutantsDieLate(Plans bounds) {
        explore(bounds.toString(), bounds.plan, new Rules());
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Larger.class)
    void theTrueCodeAgreesInEveryStateOfALargerSpace(Larger bounds) {
        assumeTrue(Runtime.getRuntime().maxMemory() >= bounds.heapMegabytes << 20,
                () -> bounds + " wants mvn -Dtest.heap=" + bounds.heapMegabytes + "m");
        explore(bounds.toString(), bounds.plan, new Rules());
    }

    /** Bounds for a machine with time. */
    enum Larger {
        THREE_BALLOTS_ONE_CRASH(Plan.ballots(1, 2, 3).crashes(1), 700),
        A_TAIL_LOST_ONE_CRASH(Plan.ballots(1, 2).damages(1).crashes(1), 1500),
        A_TAIL_LOST_ONE_PROPOSAL(Plan.ballots(1, 2).proposals(1).damages(1), 3000),
        FETCHES_OF_THREE_BALLOTS(Plan.ballots(1, 2, 3).fetches(), 1500),
        A_NODE_ADDED_BY_EITHER_LEADER(Plan.after(
                Collections.nCopies(4, Disk.EMPTY), 1, 2).change(1, 2, 3, 4).fetches(), 3000),
        A_NODE_REPLACED_AND_A_TAIL_LOST(Plan.after(
                Collections.nCopies(4, Disk.EMPTY), 1).change(1, 2, 4).fetches().damages(1),
                3000),
        THREE_BALLOTS_TWO_READS(Plan.ballots(1, 2, 1).reads(2), 3000),
        TWO_BALLOTS_ONE_PROPOSAL_ONE_CRASH(Plan.ballots(1, 2).proposals(1).crashes(1), 3000),
        ONE_NODE_TWICE_ONE_PROPOSAL_ONE_CRASH(
                Plan.ballots(1, 1).proposals(1).crashes(1), 3000);

        final Plan plan;
        final long heapMegabytes;

        Larger(Plan plan, long heapMegabytes) {
            this.plan = plan;
            this.heapMegabytes = heapMegabytes;
        }
    }

    private static void explore(String name, Plan plan, Rules rules) {
        Explorer.Result result = Explorer.explore(plan, rules, 12_000_000);
        System.out.println(name + ": " + result);
        assertThat(result.violation()).describedAs("%s", result).isNull();
        assertThat(result.complete()).describedAs("%s", result).isTrue();
    }
}
