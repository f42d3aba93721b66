package ariadne.mutants;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.paxos.Durable;
import ariadne.server.ChainDisk;
import java.util.List;
import java.util.function.Predicate;

/** Does not force what is nothing but such records; what it says rests on them all the same. */
final class LazyDisk extends ChainDisk {
    private final Predicate<Durable> left;
    private boolean needed;

    LazyDisk(ChainStore chain, Predicate<Durable> left) {
        super(chain);
        this.left = left;
    }

    @Override
    public void write(List<Durable> records) throws ChainException {
        needed |= !records.stream().allMatch(left);
        super.write(records);
    }

    @Override
    public void force() throws ChainException {
        if (needed) {
            super.force();
        }
        needed = false;
    }
}
