package ariadne.paxos;

import java.util.Arrays;
import java.util.List;

/**
 * One node in one of its states, interned: what it does next is worked out once by the real
 * replica and
 * remembered. Nobody steps {@code replica} itself.
 *
 * @param votes the claims that its disk backs, see {@link Claims}
 */
record Local(int id, int self, ModelReplica replica, Disk disk, List<Durable> pending, long votes,
        Memory memory) {
    /**
     * What follows from each input, by the input's number; and messages by what they do, as
     * bits.
     */
    static final class Memory {
        long[] known = new long[1];
        /** Messages that change this node. */
        long[] changes = new long[1];
        /** Messages that change nothing but are answered. */
        long[] answers = new long[1];
        private Step[] steps = new Step[64];

        Step get(int input) {
            return input < steps.length ? steps[input] : null;
        }

        void put(int input, Step step) {
            if (input >= steps.length) {
                steps = Arrays.copyOf(steps, Math.max(input + 1, steps.length * 2));
            }
            steps[input] = step;
        }

        void widen(int words) {
            if (known.length < words) {
                known = Arrays.copyOf(known, words);
                changes = Arrays.copyOf(changes, words);
                answers = Arrays.copyOf(answers, words);
            }
        }
    }

    boolean leads() {
        return !replica.leads().equals(Ballot.ZERO);
    }

    /** The node's volatile state is worth a crash. */
    boolean hasMore() {
        return leads() || !replica.standsUnder().equals(Ballot.ZERO) || !pending.isEmpty();
    }

    /**
     * What one step does to the world.
     *
     * @param next the node after it; null when an invariant broke
     * @param sends numbers of messages
     * @param decides blocks that the node holds for decided
     * @param reads answers to reads
     * @param votes the claims that its disk backed meanwhile
     * @param torn the same step with a crash in it, by where the disk stopped
     */
    record Step(Local next, int[] sends, List<Block> decides, List<Note.ReadAt> reads,
            String broken, long votes, List<Step> torn) {
        /** Nothing but another node. */
        static Step to(Local next) {
            return new Step(
                    next, new int[0], List.of(), List.of(), null, next.votes(), List.of());
        }

        boolean changesNode(Local before) {
            return next != before || !decides.isEmpty() || !reads.isEmpty() || broken != null;
        }
    }
}
