package ariadne.mutants;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.paxos.Durable;
import ariadne.server.ChainDisk;
import java.util.ArrayList;
import java.util.List;

/**
 * Promises and accepts are answered before they are on the disk: records stay in memory for five
 * seconds. Breaks load-bearing sentences 1 and 3 when nodes are killed.
 */
final class LateDisk extends ChainDisk {
    private static final long LATE_NANOS = 5_000_000_000L;

    private final List<Durable> held = new ArrayList<>();
    private long lastNanos = System.nanoTime();

    LateDisk(ChainStore chain) {
        super(chain);
    }

    @Override
    public void write(List<Durable> records) throws ChainException {
        held.addAll(records);
        if (System.nanoTime() - lastNanos > LATE_NANOS) {
            super.write(held);
            super.force();
            held.clear();
            lastNanos = System.nanoTime();
        }
    }

    @Override
    public void force() {
        // The bug: nothing is forced before it is answered.
    }
}
