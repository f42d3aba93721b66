package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random records against a model, with crashes that lose a random part of what was not forced. */
class RandomCrashTest extends ChainTest {
    private static final int LIVES = 60;

    /** The model: plain lists. */
    private static final class Model {
        Ballot promised = Ballot.ZERO;
        Ballot accepted = Ballot.ZERO;
        long decided;
        long vouched;
        List<Block> blocks = new ArrayList<>();

        State state() {
            Hash base = decided == 0 ? GENESIS : blocks.get((int) decided - 1).hash();
            List<Block> suffix = blocks.subList((int) decided, blocks.size());
            return new State(new Saved(promised, accepted, decided, vouched, base,
                    List.copyOf(suffix), MEMBERS, false),
                    List.copyOf(blocks));
        }

        Durable next(Random random) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                promised = new Ballot(0, promised.round() + 1, 1 + random.nextInt(3));
                return new Durable.Promised(promised);
            } else if (kind == 1) {
                accepted = promised;
                return new Durable.Accepted(accepted);
            } else if (kind <= 3 && blocks.size() > decided) {
                int height = (int) decided + random.nextInt(blocks.size() - (int) decided);
                blocks = new ArrayList<>(blocks.subList(0, height));
                return new Durable.Rewound(height);
            } else if (kind <= 6 && blocks.size() > decided) {
                decided += 1 + random.nextInt(blocks.size() - (int) decided);
                if (kind == 6) {
                    return new Durable.Learned(decided);
                }
                vouched = decided;
                return new Durable.Decided(decided);
            }
            Hash parent = blocks.isEmpty() ? GENESIS : blocks.getLast().hash();
            Block block = randomBlock(blocks.size() + 1, parent, random);
            blocks.add(block);
            return new Durable.Appended(block);
        }

        void become(State state) {
            promised = state.saved().promised();
            accepted = state.saved().accepted();
            decided = state.saved().decided();
            vouched = state.saved().vouched();
            blocks = new ArrayList<>(state.blocks());
        }
    }

    @Test
    void recoveryFindsWhatWasForcedAndPerhapsMore() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("RandomCrashTest: replay with -Dseed=" + seed);
        Random random = new Random(seed);
        Model model = new Model();
        Path here = directory;
        for (int life = 0; life < LIVES; life++) {
            Path next = temp.resolve("life" + life % 2);
            State found;
            try (ChainStore store = open(here, 20_000)) {
                assertThat(State.of(store)).isEqualTo(model.state());
                List<State> possible = live(store, model, random, here, next);
                try (ChainStore again = open(next, 20_000)) {
                    found = State.of(again);
                }
                assertThat(possible).as("life %d of seed %d", life, seed).contains(found);
            }
            model.become(found);
            here = next;
        }
    }

    /** Runs one life and crashes it into {@code next}; returns the states that may be found. */
    private List<State> live(ChainStore store, Model model, Random random, Path here, Path next)
            throws Exception {
        List<State> possible = new ArrayList<>(List.of(model.state()));
        int segments = store.segments();
        long forcedBytes = Files.size(segment(here, segments));
        for (int batch = random.nextInt(12); batch >= 0; batch--) {
            List<Durable> records = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                records.add(model.next(random));
                possible.add(model.state());
            }
            List<State> states = List.copyOf(
                    possible.subList(possible.size() - records.size() - 1, possible.size()));
            store.write(records);
            boolean rolled = store.segments() != segments;
            if (rolled) {
                segments = store.segments();
                forcedBytes = Layout.startBytes(Layout.FORMAT);
                possible = new ArrayList<>(states);
            }
            if (random.nextInt(3) == 0) {
                forcedBytes = Files.size(segment(here, segments));
                store.force();
                possible = new ArrayList<>(List.of(model.state()));
            }
        }
        Path copy = copy(here, next.getFileName().toString());
        byte[] content = Files.readAllBytes(segment(copy, segments));
        int unforced = content.length - (int) forcedBytes;
        int size = (int) forcedBytes + (unforced == 0 ? 0 : random.nextInt(unforced + 1));
        if (random.nextBoolean()) {
            content = Arrays.copyOf(content, size);
        } else if (size < content.length) {
            content[size] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(segment(copy, segments), content);
        return possible;
    }
}
