package ariadne.client;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.Script.Asked;
import ariadne.kv.Applied;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import ariadne.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Three servers over one chain that lose, delay, refuse and forget at random. Whatever they do, a
 * client never says "refused" of what stands in the chain.
 */
class RandomServersTest {
    private static final int RUNS = 1500;

    @Test
    void neverRefusedWhenAnyServerAppliedIt() {
        long seed = new Random().nextLong();
        System.out.println("RandomServersTest: seed " + seed);
        Random seeds = new Random(seed);
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < RUNS; i++) {
            new Run(seeds.nextLong()).play(outcomes);
        }
        System.out.println("RandomServersTest: " + outcomes);
        assertThat(outcomes.keySet()).contains("Ok", "Refused", "Unknown");
    }

    /** One client's life. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final Script script;
        private final Map<OperationId, Position> chain = new HashMap<>();
        private final Set<Long> sessions = new HashSet<>();
        private final List<Asked> underWay = new ArrayList<>();
        private final List<CompletableFuture<Outcome<Applied>>> puts = new ArrayList<>();
        private long height;
        private int seen;

        Run(long seed) {
            this.seed = seed;
            random = new Random(seed);
            ClientSettings settings = Script.settings().withTimeouts(400, 60);
            script = new Script(random.nextInt(4) == 0 ? settings.withoutRetries() : settings);
        }

        void play(Map<String, Integer> outcomes) {
            for (int step = 0; step < 1200; step++) {
                if (step < 700 && random.nextInt(40) == 0) {
                    puts.add(script.put("k" + step));
                }
                script.millis(1);
                for (; seen < script.asked.size(); seen++) {
                    receive(script.asked.get(seen));
                }
                disturb();
            }
            for (Asked late : List.copyOf(underWay)) {
                apply(late);
            }
            for (CompletableFuture<Outcome<Applied>> put : puts) {
                check(put);
                outcomes.merge(put.join().getClass().getSimpleName(), 1, Integer::sum);
            }
        }

        private void check(CompletableFuture<Outcome<Applied>> put) {
            assertThat(put).as("seed %d", seed).isCompleted();
            switch (put.join()) {
                case Outcome.Ok<Applied> ok -> assertThat(chain.get(ok.id().orElseThrow()))
                        .as("seed %d, %s", seed, ok).isEqualTo(ok.value().position());
                case Outcome.Refused<Applied> refused -> refused.id().ifPresent(id ->
                        assertThat(chain).as("seed %d, %s", seed, refused)
                                .doesNotContainKey(id));
                case Outcome.Unknown<Applied> unknown -> assertThat(unknown.id()).isPresent();
            }
        }

        /** A request arrives, or is lost, or is refused, or goes on its way. */
        private void receive(Asked asked) {
            switch (random.nextInt(8)) {
                case 0 -> script.answer(asked, Script.noLeader(random.nextBoolean() ? "" : "n"
                        + (1 + random.nextInt(3))));
                case 1 -> script.answer(asked,
                        new Answer.Refused(Answer.Code.BUSY, "full", ""));
                case 2 -> script.lose(asked.node());
                default -> underWay.add(asked);
            }
        }

        private void disturb() {
            if (!underWay.isEmpty() && random.nextInt(6) == 0) {
                Asked asked = underWay.remove(random.nextInt(underWay.size()));
                switch (random.nextInt(5)) {
                    case 0 -> apply(asked);
                    case 1 -> {
                        underWay.add(asked);
                        script.answer(asked, new Answer.Unknown("who knows"));
                    }
                    case 2 -> script.answer(asked, Script.noLeader("n1"));
                    default -> script.answer(asked, apply(asked));
                }
            }
            int node = random.nextInt(3);
            switch (random.nextInt(150)) {
                case 0 -> script.lose(node);
                case 1 -> script.well.remove(node);
                case 2, 3 -> script.well.add(node);
                case 4 -> sessions.clear();
                case 5 -> script.core.frame(node, new Frame.ClientResponse(
                        -1, Script.noLeader("")));
                default -> {}
            }
        }

        /** What the chain makes of it: exactly once, and nothing after the session. */
        private Answer apply(Asked asked) {
            Request request = script.request(asked);
            Position here = new Position(++height, 0);
            if (request.command() instanceof Command.Open) {
                sessions.add(height);
                return judged(new Result.Opened(height), here, false);
            }
            if (!sessions.contains(request.session())) {
                return judged(new Result.Rejected(Result.Reason.NO_SESSION), here, false);
            }
            Position before = chain.putIfAbsent(request.id(), here);
            return judged(new Result.Done(), before == null ? here : before, before != null);
        }

        private static Answer judged(Result result, Position position, boolean repeat) {
            return new Answer.Judged(new Applied(result, position, repeat));
        }
    }
}
