package ariadne.mutants;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.paxos.Durable;
import ariadne.server.ChainDisk;
import java.util.ArrayList;
import java.util.List;

/**
 * Promises and accepts are answered before they are on the disk: records stay in memory over some
 * hundred forces, seconds under load. Breaks load-bearing sentences 1 and 3 when nodes are killed.
 */
final class LateDisk extends ChainDisk {
    private static final int LATE_FORCES = 400;

    private final List<Durable> held = new ArrayList<>();
    private int forces;

    LateDisk(ChainStore chain) {
        super(chain);
    }

    @Override
    public void write(List<Durable> records) throws ChainException {
        held.addAll(records);
        if (forces > LATE_FORCES) {
            super.write(held);
            super.force();
            held.clear();
            forces = 0;
        }
    }

    @Override
    public void force() {
        forces++; // The bug: nothing is forced before it is answered.
    }
}
