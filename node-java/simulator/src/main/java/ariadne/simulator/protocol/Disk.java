package ariadne.simulator.protocol;

import ariadne.paxos.Durable;
import java.util.ArrayList;
import java.util.List;

/** One node's disk: what is forced, and a tail of records that a crash may take away. */
final class Disk {
    private final int node;
    private final Oracle oracle;
    private final View forced;
    private final List<Durable> tail = new ArrayList<>();

    Disk(int node, Oracle oracle) {
        this.node = node;
        this.oracle = oracle;
        this.forced = new View(node);
    }

    View forced() {
        return forced;
    }

    void write(Durable durable) {
        tail.add(durable);
    }

    void force() {
        tail.forEach(this::harden);
        tail.clear();
    }

    int unforced() {
        return tail.size();
    }

    /** Loses the tail but for its first {@code kept} records. */
    void crash(int kept) {
        tail.subList(0, kept).forEach(this::harden);
        tail.clear();
    }

    private void harden(Durable durable) {
        forced.apply(durable);
        oracle.hardened(node, durable, forced);
    }
}
