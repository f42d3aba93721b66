package ariadne.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Partitions by their shape, over nodes in a random order. */
public enum Shape {
    /** One node sees nobody. */
    ONE {
        @Override
        boolean linked(int a, int b, int n) {
            return a != 0 && b != 0;
        }
    },
    /** A majority and a minority. */
    HALVES {
        @Override
        boolean linked(int a, int b, int n) {
            return (a < n / 2) == (b < n / 2);
        }
    },
    /** Every node sees its two neighbours on a ring. */
    RING {
        @Override
        boolean linked(int a, int b, int n) {
            int gap = Math.abs(a - b);
            return gap == 1 || gap == n - 1;
        }
    },
    /** Two halves, and one node that sees both. */
    BRIDGE {
        @Override
        boolean linked(int a, int b, int n) {
            int bridge = n / 2;
            return a == bridge || b == bridge || (a < bridge) == (b < bridge);
        }
    },
    /** A line: every node sees the one before and the one after. */
    CHAINED {
        @Override
        boolean linked(int a, int b, int n) {
            return Math.abs(a - b) == 1;
        }
    },
    /** Everybody sees one node, and that one everybody; the others see nobody else. */
    STAR {
        @Override
        boolean linked(int a, int b, int n) {
            return a == 0 || b == 0;
        }
    },
    /** Nobody sees anybody. */
    DUST {
        @Override
        boolean linked(int a, int b, int n) {
            return false;
        }
    };

    /** Whether two places in the order are linked when {@code n} nodes stand in it. */
    abstract boolean linked(int a, int b, int n);

    /** Cuts one direction between two nodes. */
    public interface Cutter {
        void cut(int from, int to);
    }

    /** Cuts a network into this shape; one-way cuts leave one direction of each cut link. */
    public void apply(List<Integer> order, boolean oneWay, Cutter cutter) {
        for (int a = 0; a < order.size(); a++) {
            for (int b = a + 1; b < order.size(); b++) {
                if (!linked(a, b, order.size())) {
                    cutter.cut(order.get(a), order.get(b));
                    if (!oneWay) {
                        cutter.cut(order.get(b), order.get(a));
                    }
                }
            }
        }
    }

    /** Ids 1 to {@code nodes} in random order. */
    public static List<Integer> shuffled(int nodes, Dice dice) {
        List<Integer> order = new ArrayList<>();
        for (int id = 1; id <= nodes; id++) {
            order.add(id);
        }
        for (int i = nodes - 1; i > 0; i--) {
            Collections.swap(order, i, dice.below(i + 1));
        }
        return order;
    }
}
