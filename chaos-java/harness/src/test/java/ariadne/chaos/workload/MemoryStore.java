package ariadne.chaos.workload;

import ariadne.checker.history.OpId;
import ariadne.checker.history.Position;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;

/** What the clients of a simulated cluster share: linearizable, but for one bug. */
final class MemoryStore {
    /** What is wrong with it. */
    enum Bug { NONE, STALE_READS, LOST_UPDATES, APPLIED_TWICE }

    private static final int BUG_PERCENT = 10;
    private static final int REFUSED_PERCENT = 3;
    private static final int UNKNOWN_PERCENT = 4;

    private final Bug bug;
    private final Random random;
    private final Turns turns;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> before = new HashMap<>();
    private final Queue<Runnable> late = new ArrayDeque<>();
    private long height;
    private long sequence;

    MemoryStore(Bug bug, long seed, Turns turns) {
        this.bug = bug;
        this.random = new Random(seed);
        this.turns = turns;
    }

    Database client(String node) {
        return new Client(node);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private final class Client implements Database {
        private final String node;

        private Client(String node) {
            this.node = node;
        }

        @Override
        public Reply get(String key) {
            turns.pass();
            if (chance(REFUSED_PERCENT)) {
                return new Reply(End.UNKNOWN, null, null, null, "timed out");
            }
            String value = bug == Bug.STALE_READS && before.containsKey(key)
                    && chance(BUG_PERCENT) ? before.get(key) : values.get(key);
            Reply reply = new Reply(End.OK, value, Position.read(height), null, "");
            turns.pass();
            return reply;
        }

        @Override
        public Reply put(String key, String value) {
            return write(() -> {
                set(key, value);
                return new Reply(End.OK, null, new Position(++height, 0), id(), "");
            });
        }

        @Override
        public Reply cas(String key, String expected, String value) {
            return write(() -> {
                String seen = values.get(key);
                boolean met = Objects.equals(seen, expected);
                if (met) {
                    set(key, value);
                }
                return new Reply(met ? End.OK : End.MISMATCH, met ? null : seen,
                        new Position(++height, 0), id(), "");
            });
        }

        private Reply write(Supplier<Reply> judge) {
            turns.pass();
            if (chance(REFUSED_PERCENT)) {
                return new Reply(End.REFUSED, null, null, id(), "nobody leads");
            }
            if (chance(UNKNOWN_PERCENT)) {
                late.add(() -> { Reply ignored = judge.get(); });
                return new Reply(End.UNKNOWN, null, null, id(), "timed out");
            }
            while (!late.isEmpty() && chance(50)) {
                late.remove().run();
            }
            Reply reply = judge.get();
            if (bug == Bug.APPLIED_TWICE && chance(BUG_PERCENT)) {
                turns.pass();
                reply = judge.get();
            }
            turns.pass();
            return reply;
        }

        private void set(String key, String value) {
            if (bug == Bug.LOST_UPDATES && chance(BUG_PERCENT)) {
                return;
            }
            before.put(key, values.get(key));
            values.put(key, value);
        }

        private OpId id() {
            return new OpId("s", ++sequence);
        }

        @Override
        public String node() {
            return node;
        }

        @Override
        public void close() {}
    }
}
