package ariadne.server;

import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Member;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with a leader that nobody contests, and what tests of members ask of them. */
abstract class MemberTrial {
    final long seed = Long.getLong("ariadne.seed", System.nanoTime());

    @TempDir
    Path dir;
    MemoryCluster cluster;

    @BeforeEach
    void threeNodes() throws Exception {
        System.out.println(getClass().getSimpleName() + ": replay with -Dariadne.seed=" + seed);
        cluster = new MemoryCluster(dir, 3, seed);
        cluster.leader();
        cluster.rounds(5 * Node.ELECTION_TICKS); // Nobody else is still standing.
        cluster.leader();
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
    }

    List<String> members(String node) {
        return cluster.nodes.get(node).core.store.roster().members().stream()
                .map(Member::name).toList();
    }

    String status(String node, String what) throws Exception {
        return cluster.ok(cluster.client(MemoryCluster.settings(List.of(node))).status())
                .entries().get(what);
    }

    String aFollower() throws Exception {
        String leader = cluster.leader();
        return cluster.nodes.keySet().stream().filter(n -> !n.equals(leader)).findFirst()
                .orElseThrow();
    }

    AriadneClient only(String node) {
        return cluster.client(MemoryCluster.settings(List.of(node)).withTimeouts(500, 400));
    }

    /** As the command does: asks again while the newcomer catches up. */
    void addWithPatience(String name, int id) throws Exception {
        cluster.join(name, id);
        for (int i = 0; i < 100; i++) {
            if (cluster.outcome(cluster.add(name)) instanceof Outcome.Ok) {
                cluster.until(name + " knows", () -> members(name).contains(name));
                return;
            }
            cluster.rounds(10);
        }
        throw new AssertionError(name + " was never taken");
    }
}
