package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sentence 6: who stands, over partial partitions of five nodes. */
class ElectionTest {
    private static final int SETTLE_TICKS = 100;
    private static final int STAY_TICKS = 60;

    @Test
    void everyGraphWithAMajoritySettlesWhoeverLedBefore() {
        List<String> restless = new ArrayList<>();
        int pairs = 0;
        for (int graph = 0; graph < 1 << 10; graph++) {
            boolean[][] cut = undirected(graph);
            if (someoneReachesAMajority(cut)) {
                for (int leader = 1; leader <= 5; leader++, pairs++) {
                    if (!settles(new World(5, 100_000, 6, chance(graph)), leader, cut)) {
                        restless.add(Integer.toBinaryString(graph) + " after " + leader);
                    }
                }
            }
        }
        System.out.println("graphs and leaders: " + pairs);
        assertThat(pairs).isEqualTo(4990);
        assertThat(restless).isEmpty();
    }

    @Test
    void randomOneWayGraphsSettle() {
        long seed = Long.getLong("seed", 20260101);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Integer> restless = new ArrayList<>();
        int tried = 0;
        for (int i = 0; tried < 2730; i++) {
            boolean[][] cut = new boolean[6][6];
            for (int a = 1; a <= 5; a++) {
                for (int b = 1; b <= 5; b++) {
                    cut[a][b] = a != b && random.nextInt(3) == 0;
                }
            }
            if (someoneReachesAMajority(cut)) {
                tried++;
                if (!settles(new World(5, 100_000, 6, chance(i)), 1 + i % 5, cut)) {
                    restless.add(i);
                }
            }
        }
        assertThat(restless).isEmpty();
    }

    @Test
    void withoutNoNeighbourIsContentManyElectForEver() {
        int restless = 0;
        for (int graph = 0; graph < 1 << 10; graph += 7) {
            boolean[][] cut = undirected(graph);
            if (someoneReachesAMajority(cut)
                    && !settles(new Careless(chance(graph)), 1 + graph % 5, cut)) {
                restless++;
            }
        }
        System.out.println("restless without 'no neighbour is content': " + restless);
        assertThat(restless).isGreaterThan(20);
    }

    /** One leader within the time to settle, the same one under the same ballot from then on. */
    private static boolean settles(World world, int leader, boolean[][] cut) {
        elect(world, leader);
        for (int a = 1; a <= 5; a++) {
            System.arraycopy(cut[a], 0, world.cut[a], 0, 6);
        }
        for (int i = 0; i < SETTLE_TICKS; i++) {
            world.tick();
        }
        List<Integer> settled = world.leaders();
        if (settled.size() != 1) {
            return false;
        }
        Replica replica = world.node(settled.getFirst()).replica;
        Ballot ballot = replica.leads();
        long decided = replica.standing().decided();
        for (int i = 0; i < STAY_TICKS; i++) {
            if (i == STAY_TICKS / 2) {
                world.step(settled.getFirst(), new Input.Propose(List.of(new byte[1])));
            }
            world.tick();
            if (!world.leaders().equals(settled)) {
                return false;
            }
        }
        return replica.leads().equals(ballot) && replica.standing().decided() > decided;
    }

    private static void elect(World world, int leader) {
        for (int i = 0; i < 16; i++) {
            world.tick();
        }
        world.step(leader, new Input.Nominate());
        world.deliverAll();
        for (int i = 0; i < 4; i++) {
            world.tick();
        }
        assertThat(world.leaders()).containsExactly(leader);
    }

    private static Chance chance(int seed) {
        Random random = new Random(seed);
        return random::nextInt;
    }

    private static boolean[][] undirected(int graph) {
        boolean[][] cut = new boolean[6][6];
        int bit = 0;
        for (int a = 1; a <= 5; a++) {
            for (int b = a + 1; b <= 5; b++) {
                boolean edge = (graph >>> bit++ & 1) == 1;
                cut[a][b] = !edge;
                cut[b][a] = !edge;
            }
        }
        return cut;
    }

    private static boolean someoneReachesAMajority(boolean[][] cut) {
        return IntStream.rangeClosed(1, 5).anyMatch(a -> IntStream.rangeClosed(1, 5)
                .filter(b -> !cut[a][b] && !cut[b][a]).count() >= 3);
    }

    /** A world whose nodes stand beside content neighbours. */
    private static final class Careless extends World {
        Careless(Chance chance) {
            super(5, 100_000, 6, chance);
        }

        @Override
        Replica replica(Settings settings, Disk disk) {
            return new Replica(settings, disk.saved(membership()), disk.archive(),
                    new Rules(), Stops.none(),
                    new Random(settings.self())::nextInt) {
                @Override
                Election newElection(Chance chance) {
                    return new Election(settings, membership(), chance) {
                        @Override
                        boolean contentNeighbour() {
                            return false;
                        }
                    };
                }
            };
        }
    }
}
