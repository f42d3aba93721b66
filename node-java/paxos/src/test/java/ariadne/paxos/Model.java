package ariadne.paxos;

import ariadne.paxos.Local.Step;
import java.util.Arrays;

/**
 * Three or four real replicas over a network that keeps every message for ever: one never
 * delivered is lost, one delivered twice repeated, and the order is anyone's. A state is a few
 * words: the nodes' numbers, what their disks ever backed, the budget, the set of messages.
 */
final class Model {
    private static final int ID_BITS = 16;
    private static final int VOTES = 1;
    private static final int BUDGET = 5;
    static final int NETWORK = 6;
    private static final int USED = 0;
    private static final int PROPOSED = 8;
    private static final int CRASHED = 12;
    private static final int CHANGED = 16;
    private static final int DAMAGED = 18;
    private static final int DECIDED = 20;
    private static final int READS = 24;
    /** Where the bound of each read stands, plus 1. */
    private static final int BOUND = 28;

    /** Takes what may happen next. */
    @FunctionalInterface
    interface Sink {
        void next(int action, long[] state, String violation);
    }

    final Nodes nodes;
    private final Plan plan;

    Model(Plan plan, Rules rules) {
        this.plan = plan;
        this.nodes = new Nodes(plan, rules);
    }

    long[] initial() {
        long[] state = new long[NETWORK + 1];
        for (int n = 0; n < plan.nodes(); n++) {
            Local node = nodes.start(n + 1, plan.start().get(n));
            state[0] |= (long) node.id() << ID_BITS * n;
            state[VOTES + n] = node.votes();
        }
        return settled(state);
    }

    Local node(long[] state, int self) {
        return nodes.local((int) (state[0] >>> ID_BITS * (self - 1)) & 0xFFFF);
    }

    private static int budget(long[] state, int field) {
        return (int) (state[BUDGET] >>> field) & 15;
    }

    /** Everything that may happen in a state, and what comes of it. */
    void successors(long[] state, Sink sink) {
        for (int self = 1; self <= plan.nodes(); self++) {
            Local node = node(state, self);
            long[] changes = nodes.sorted(node, state, NETWORK).changes;
            for (int word = 0; word < state.length - NETWORK; word++) {
                for (long bits = state[NETWORK + word] & changes[word]; bits != 0; bits &=
                        bits - 1) {
                    int number = word * 64 + Long.numberOfTrailingZeros(bits);
                    take(state, self, Nodes.DELIVER + number, sink);
                }
            }
            stand(state, node, sink);
            if (!node.pending().isEmpty()) {
                take(state, self, Nodes.FORCE, sink);
            }
            if (node.hasMore()) {
                take(state, self, Nodes.CRASH, sink);
            }
            if (plan.may().beats()) {
                take(state, self, Nodes.BEAT, sink);
            }
            if ((state[BUDGET] >>> DAMAGED & 3) < plan.may().damages()
                    && (plan.may().damaged() == 0 || plan.may().damaged() == self)) {
                for (long kept = node.disk().baseHeight(); kept <= node.disk().tip(); kept++) {
                    take(state, self, Nodes.DAMAGE + (int) kept, sink);
                }
            }
            if (node.leads()) {
                if (budget(state, PROPOSED) < plan.may().proposals()
                        && node.replica().standing().tip() < plan.heights()) {
                    take(state, self, Nodes.PROPOSE, sink);
                }
                if (!plan.next().isEmpty() && (state[BUDGET] >>> CHANGED & 3) == 0) {
                    take(state, self, Nodes.CHANGE, sink);
                }
                if (budget(state, READS) < plan.may().reads()) {
                    take(state, self, Nodes.READ + budget(state, READS), sink);
                }
            }
        }
    }

    private void stand(long[] state, Local node, Sink sink) {
        for (int i = 0; i < plan.ballots().size(); i++) {
            Ballot ballot = plan.ballots().get(i);
            if (ballot.node() == node.self() && (state[BUDGET] >>> USED + i & 1) == 0
                    && node.replica().canStandUnder(ballot)) {
                take(state, node.self(), Nodes.STAND + i, sink);
            }
        }
    }

    private void take(long[] state, int self, int input, Sink sink) {
        Local node = node(state, self);
        Step step = nodes.step(node, input);
        if (step.changesNode(node)) {
            apply(state, self, input, 0, step, sink);
        }
        if (budget(state, CRASHED) < plan.may().crashes()) {
            for (int i = 0; i < step.torn().size(); i++) {
                apply(state, self, input, i + 1, step.torn().get(i), sink);
            }
        }
    }

    private void apply(long[] before, int self, int input, int torn, Step step, Sink sink) {
        int action = torn << 27 | self << 24 | input;
        if (step.broken() != null) {
            sink.next(action, before, "broken invariant at node " + self + ": " + step.broken());
            return;
        }
        long[] state = withMessages(before, step.sends()).clone();
        int shift = ID_BITS * (self - 1);
        state[0] = state[0] & ~(0xFFFFL << shift) | (long) step.next().id() << shift;
        state[VOTES + self - 1] |= step.votes();
        if (input >= Nodes.STAND && input < Nodes.READ) {
            state[BUDGET] |= 1L << USED + input - Nodes.STAND;
        } else if (input == Nodes.PROPOSE) {
            state[BUDGET] += 1L << PROPOSED;
        } else if (input == Nodes.CHANGE) {
            state[BUDGET] += 1L << CHANGED;
        } else if (input >= Nodes.DAMAGE && input < Nodes.DELIVER) {
            state[BUDGET] += 1L << DAMAGED;
        } else if (input >= Nodes.READ && input < Nodes.CHANGE) {
            state[BUDGET] += 1L << READS;
            state[BUDGET] |= (budget(state, DECIDED) + 1L) << BOUND + 4 * (input - Nodes.READ);
        }
        if (torn > 0) {
            state[BUDGET] += 1L << CRASHED;
        }
        String violation = judge(before, state, self, step);
        sink.next(action, settled(state), violation);
    }

    /**
     * Adds every message that comes of deliveries and heartbeats which change no node: the state
     * with
     * them dominates the one without, see {@link Seen}.
     */
    private long[] settled(long[] before) {
        long[] state = before;
        for (long[] last = null; last != state;) {
            last = state;
            for (int self = 1; plan.may().beats() && self <= plan.nodes(); self++) {
                state = withAnswer(state, self, Nodes.BEAT);
            }
            for (int self = 1; self <= plan.nodes(); self++) {
                Local node = node(state, self);
                long[] answers = nodes.sorted(node, last, NETWORK).answers;
                for (int word = 0; word < last.length - NETWORK; word++) {
                    for (long b = last[NETWORK + word] & answers[word]; b != 0; b &= b - 1) {
                        int number = word * 64 + Long.numberOfTrailingZeros(b);
                        state = withAnswer(state, self, Nodes.DELIVER + number);
                    }
                }
            }
        }
        return state;
    }

    private long[] withAnswer(long[] state, int self, int input) {
        Local node = node(state, self);
        Step step = nodes.step(node, input);
        return step.changesNode(node) ? state : withMessages(state, step.sends());
    }

    /** The same array when it has them all. */
    private static long[] withMessages(long[] before, int[] sends) {
        int length = before.length;
        boolean news = false;
        for (int number : sends) {
            length = Math.max(length, NETWORK + number / 64 + 1);
            news |= NETWORK + number / 64 >= before.length
                    || (before[NETWORK + number / 64] >>> number & 1) == 0;
        }
        if (!news) {
            return before;
        }
        long[] state = Arrays.copyOf(before, length);
        for (int number : sends) {
            state[NETWORK + number / 64] |= 1L << number;
        }
        return state;
    }

    private String judge(long[] before, long[] state, int self, Step step) {
        long chosen = nodes.claims.chosen(state, VOTES);
        if (state[VOTES + self - 1] != before[VOTES + self - 1]) {
            String disagreement = nodes.claims.disagreement(chosen);
            if (disagreement != null) {
                return disagreement;
            }
        }
        for (Block block : step.decides()) {
            if (!nodes.claims.contains(chosen, block)) {
                return "node " + self + " holds " + block + " for decided; it is not chosen";
            }
            if (plan.may().reads() > 0 && block.height() > budget(state, DECIDED)) {
                state[BUDGET] += block.height() - budget(state, DECIDED) << DECIDED;
            }
        }
        for (Note.ReadAt read : step.reads()) {
            int bound = budget(state, BOUND + 4 * (int) read.id()) - 1;
            if (read.height() < bound) {
                return "stale read at " + read.height() + ", begun when " + bound + " was decided";
            }
        }
        return null;
    }

    /** An action in words. */
    String words(int action) {
        int self = action >>> 24 & 7;
        int input = action & 0xFFFFFF;
        String torn = action >>> 27 > 0 ? "; torn " + (action >>> 27) : "";
        if (input >= Nodes.DELIVER) {
            Nodes.Sent sent = nodes.message(input - Nodes.DELIVER);
            return sent.from() + "->" + self + " "
                    + (sent.input() instanceof Input.Received r ? r.message() : sent.input())
                    + torn;
        } else if (input >= Nodes.DAMAGE) {
            return self + " keeps " + (input - Nodes.DAMAGE) + " blocks";
        } else if (input == Nodes.CHANGE) {
            return self + " proposes " + plan.next() + torn;
        } else if (input >= Nodes.READ) {
            return self + " reads" + torn;
        } else if (input >= Nodes.STAND) {
            return self + " stands under " + plan.ballots().get(input - Nodes.STAND) + torn;
        }
        return self + " " + switch (input) {
            case Nodes.FORCE -> "forces";
            case Nodes.PROPOSE -> "proposes";
            case Nodes.BEAT -> "beats";
            default -> "crashes";
        } + torn;
    }
}
