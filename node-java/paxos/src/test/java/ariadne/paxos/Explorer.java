package ariadne.paxos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Breadth-first search through all states of a {@link Model}; stops at the first violation. */
final class Explorer {
    /**
     * What was found.
     *
     * @param violation null when there is none
     * @param path the shortest way to it, in words
     */
    record Result(int states, int kinds, int nodeStates, int messages, boolean complete,
            String violation,
            List<String> path) {
        @Override
        public String toString() {
            return states + " states (" + kinds + " without networks), "
                    + nodeStates + " node states, " + messages + " messages"
                    + (complete ? "" : ", incomplete")
                    + (violation == null ? "" : "\n" + violation + "\n  " + String.join("\n  ",
                            path));
        }
    }

    private final Model model;
    private final int maxStates;
    private final Seen seen = new Seen();
    private int[] parent = new int[1 << 16];
    private int[] action = new int[1 << 16];
    private int current;
    private String violation;
    private int lastAction;

    private Explorer(Plan plan, Rules rules, int maxStates) {
        this.model = new Model(plan, rules);
        this.maxStates = maxStates;
    }

    static Result explore(Plan plan, Rules rules, int maxStates) {
        return new Explorer(plan, rules, maxStates).run();
    }

    private Result run() {
        seen.add(model.initial());
        for (current = 0; current < seen.size() && violation == null && current < maxStates;
                current++) {
            long[] state = seen.state(current);
            if (state != null) {
                model.successors(state, this::next);
            }
        }
        return new Result(seen.size(), seen.kinds(), model.nodes.count(),
                model.nodes.messageCount(),
                current == seen.size() && violation == null, violation, path());
    }

    private void next(int taken, long[] state, String broken) {
        if (violation != null) {
            return;
        }
        if (broken != null) {
            violation = broken;
            lastAction = taken;
            return;
        }
        int index = seen.add(state);
        if (index < 0) {
            return;
        }
        if (index >= parent.length) {
            parent = Arrays.copyOf(parent, parent.length * 2);
            action = Arrays.copyOf(action, action.length * 2);
        }
        parent[index] = current;
        action[index] = taken;
    }

    private List<String> path() {
        List<String> path = new ArrayList<>();
        if (violation != null) {
            path.add(model.words(lastAction));
            for (int i = current - 1; i > 0; i = parent[i]) {
                path.addFirst(model.words(action[i]));
            }
        }
        return path;
    }
}
