package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Long random walks with every fault at once; {@code -Dseed=N} replays one, {@code -Dseeds=N}
 * walks more.
 */
class WalkTest {
    @ParameterizedTest
    @CsvSource({"3, 100000", "3, 1", "5, 100000", "5, 1"})
    void nobodyDisagreesAndAfterTheFaultsTheyGoOn(int size, long messageBytes) {
        long first = Long.getLong("seed", 1);
        int seeds = Long.getLong("seed") == null ? Integer.getInteger("seeds", 60) : 1;
        System.out.println("seeds " + first + " to " + (first + seeds - 1));
        long decided = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                decided += new Walk(size, messageBytes, seed).walk(2000);
            } catch (BrokenInvariant e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println(size + " nodes, blocks decided: " + decided);
        assertThat(decided).isGreaterThan(4L * seeds);
    }

    /**
     * Nodes are added, removed and replaced on the way, tails are lost, chains and snapshots are
     * fetched.
     */
    @ParameterizedTest
    @CsvSource({"100000", "1"})
    void membersChangeAndTailsAreLost(long messageBytes) {
        long first = Long.getLong("seed", 1);
        int seeds = Long.getLong("seed") == null ? Integer.getInteger("seeds", 120) : 1;
        System.out.println("seeds " + first + " to " + (first + seeds - 1));
        long decided = 0;
        int eras = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                Walk walk = new Walk(messageBytes, seed);
                decided += walk.walk(2500);
                eras += walk.world.judge.membership().era();
            } catch (BrokenInvariant e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println("blocks decided: " + decided + ", stop blocks: " + eras);
        assertThat(decided).isGreaterThan(4L * seeds);
        assertThat(eras).isGreaterThan(seeds);
    }

    /** One walk. */
    private static final class Walk {
        private final Random random;
        private final World world;
        private final boolean changes;
        private long reads;

        Walk(int size, long messageBytes, long seed) {
            random = new Random(seed);
            world = new World(size, messageBytes, 6, random::nextInt);
            changes = false;
        }

        /** Seven nodes, of which three are members in the beginning. */
        Walk(long messageBytes, long seed) {
            random = new Random(seed);
            world = new World(7, messageBytes, 6, random::nextInt, 3, 3);
            changes = true;
        }

        long walk(int steps) {
            for (int i = 0; i < steps; i++) {
                int self = 1 + random.nextInt(world.size);
                if (changes && random.nextInt(25) == 0) {
                    change(self, 1 + random.nextInt(world.size));
                } else {
                    step(self);
                }
            }
            world.heal();
            for (int self = 1; self <= world.size; self++) {
                world.node(self).held = false;
                world.force(self);
            }
            return settle();
        }

        private void step(int self) {
            int dice = random.nextInt(1000);
            if (dice < 750) {
                message(dice);
            } else if (dice < 830) {
                world.step(self, new Input.Tick());
            } else if (dice < 880) {
                world.step(self, new Input.Propose(List.of(new byte[] {(byte) dice})));
            } else if (dice < 920) {
                world.judge.reads(++reads);
                world.step(self, new Input.Read(reads));
            } else if (dice < 940) {
                world.node(self).held = true;
            } else if (dice < 970) {
                world.node(self).held = false;
                world.force(self);
            } else if (dice < 980) {
                world.crash(self, random.nextInt(4));
            } else if (dice < 984) {
                world.step(self, new Input.Nominate());
            } else if (dice < 990) {
                world.step(self, new Input.Reconnected(1 + random.nextInt(world.size)));
            } else if (dice < 995) {
                world.cut[self][1 + random.nextInt(world.size)] = true;
            } else {
                world.heal();
            }
        }

        /** Ids are used once, in rising order; of three or more members one may be in doubt. */
        private void change(int self, int other) {
            Replica replica = world.node(self).replica;
            int dice = random.nextInt(10);
            if (dice < 5 && self != other) {
                world.fetch(self, other, dice == 0);
            } else if (dice == 5 && IntStream.rangeClosed(1, world.size)
                    .noneMatch(n -> world.node(n).disk.doubt() > 0)) {
                Disk disk = world.node(self).disk;
                world.damage(self, disk.baseHeight()
                        + random.nextInt((int) (disk.tip() - disk.baseHeight()) + 1));
            } else if (dice > 5 && world.leaders().contains(self)) {
                Membership now = replica.membership();
                List<Integer> next = new ArrayList<>(now.members());
                if (dice > 6 && next.getLast() < world.size) {
                    next.add(next.getLast() + 1);
                }
                if (dice != 7 && next.size() > 3) {
                    next.remove(random.nextInt(next.size() - 1));
                }
                world.step(self, new Input.Propose(List.of(Changes.to(next))));
            }
        }

        /** Mostly in order, sometimes any one, sometimes repeated or lost. */
        private void message(int dice) {
            if (world.flights.isEmpty()) {
                return;
            }
            if (world.flights.size() > 100) {
                world.flights.removeFirst();
            }
            int which = dice < 600 ? 0 : random.nextInt(world.flights.size());
            World.Flight flight = world.flights.get(which);
            if (dice < 700) {
                world.flights.remove(which);
            }
            if (dice < 730) {
                world.deliver(flight);
            } else {
                world.flights.remove(which);
            }
        }

        private List<String> told() {
            return IntStream.rangeClosed(1, world.size).mapToObj(n -> {
                Replica replica = world.node(n).replica;
                return n + (replica.doubtful() ? " doubts " : " ") + Words.of(replica.standing())
                        + " of " + replica.membership();
            }).toList();
        }

        /** With no more faults all nodes decide one more block and hold the same chain. */
        private long settle() {
            for (int i = 0; i < 60; i++) {
                world.tick();
                world.fetchAll();
            }
            List<Integer> leaders = world.leaders();
            BrokenInvariant.check(leaders.size() == 1, "leaders after the faults: %s; %s", leaders,
                    told());
            world.step(leaders.getFirst(), new Input.Propose(List.of(new byte[1])));
            for (int i = 0; i < 20; i++) {
                world.tick();
            }
            long decided = world.judge.decided();
            for (int self : world.judge.membership().members()) {
                Standing standing = world.node(self).replica.standing();
                BrokenInvariant.check(standing.decided() == decided && standing.tip() == decided,
                        "node %d stands at %s, decided %d", self, standing, decided);
            }
            return decided;
        }
    }
}
