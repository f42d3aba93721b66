package ariadne.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Message;
import ariadne.server.Parts;
import ariadne.simulator.Outcome;
import ariadne.simulator.cluster.Schedule.Step;
import ariadne.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Found by ten minutes of full load: a snapshot lets go of many files, each removal is forced, and
 * all nodes come to it at once. The node's thread waited for it, and leaders were unseated.
 */
class CompactionTest {
    private static final long SECOND = Plan.SECOND;

    @Test
    void manyFilesAreRemovedAndNobodyStands() {
        Map<String, String> words = Plan.calm(3).snapshotting(400).words();
        words.put("safetyMicros", Long.toString(40 * SECOND));
        List<Step> steps = new ArrayList<>(List.of(
                new Step(SECOND, new Deed.Nominate(1)),
                new Step(2 * SECOND, new Deed.SlowDisk(1, 30_000))));
        for (int i = 0; i < 6_000; i++) {
            steps.add(new Step(3 * SECOND + i * 6_000L,
                    new Deed.Ask(1 + i % 2, "write", i % 4, i)));
        }
        Set<String> stood = new TreeSet<>();
        Outcome outcome = Simulation.run(new Schedule(11, Plan.of(words), steps),
                id -> new Parts(), event -> {
                    if (event instanceof Trace.Event.Carried carried
                            && carried.frame() instanceof Frame.Peer peer
                            && peer.message() instanceof Message.Prepare prepare
                            && carried.atMicros() > 3 * SECOND) {
                        Ballot ballot = prepare.ballot();
                        stood.add(ballot + " at " + carried.atMicros());
                    }
                });
        assertThat(outcome.violation()).isNull();
        assertThat(outcome.decidedBlocks()).as("blocks, of which a snapshot is made after 400 each")
                .isGreaterThan(800);
        assertThat(stood).isEmpty();
    }
}
