package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long random walks with every fault at once; {@code -Dseed=N} replays one. */
class WalkTest {
    @ParameterizedTest
    @CsvSource({"3, 100000", "3, 1", "5, 100000", "5, 1"})
    void nobodyDisagreesAndAfterTheFaultsTheyGoOn(int size, long messageBytes) {
        long first = Long.getLong("seed", 1);
        int seeds = Long.getLong("seed") == null ? 60 : 1;
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

    /** One walk. */
    private static final class Walk {
        private final Random random;
        private final World world;
        private long reads;

        Walk(int size, long messageBytes, long seed) {
            random = new Random(seed);
            world = new World(size, messageBytes, 6, random::nextInt);
        }

        long walk(int steps) {
            for (int i = 0; i < steps; i++) {
                step(1 + random.nextInt(world.size));
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

        /** With no more faults all nodes decide one more block and hold the same chain. */
        private long settle() {
            for (int i = 0; i < 60; i++) {
                world.tick();
            }
            List<Integer> leaders = world.leaders();
            BrokenInvariant.check(leaders.size() == 1, "leaders after the faults: %s", leaders);
            world.step(leaders.getFirst(), new Input.Propose(List.of(new byte[1])));
            for (int i = 0; i < 20; i++) {
                world.tick();
            }
            long decided = world.judge.decided();
            for (int self = 1; self <= world.size; self++) {
                Standing standing = world.node(self).replica.standing();
                BrokenInvariant.check(standing.decided() == decided && standing.tip() == decided,
                        "node %d stands at %s, decided %d", self, standing, decided);
            }
            return decided;
        }
    }
}
