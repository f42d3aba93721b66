package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.paxos.Archive;
import ariadne.paxos.Durable;
import ariadne.paxos.Membership;
import ariadne.paxos.Saved;
import java.util.List;

/** The chain store as the node's disk. */
public class ChainDisk implements Disk {
    protected final ChainStore chain;

    public ChainDisk(ChainStore chain) {
        this.chain = chain;
    }

    @Override
    public Saved saved(Membership membership) throws ChainException {
        return chain.saved(membership);
    }

    @Override
    public Archive archive() {
        return chain.archive();
    }

    @Override
    public void write(List<Durable> records) throws ChainException {
        chain.write(records);
    }

    @Override
    public void force() throws ChainException {
        chain.force();
    }

    @Override
    public void close() throws ChainException {
        chain.close();
    }
}
