package ariadne.server;

import ariadne.chain.ChainException;
import ariadne.paxos.Archive;
import ariadne.paxos.Durable;
import ariadne.paxos.Membership;
import ariadne.paxos.Saved;
import java.util.List;

/** What the event loop asks of the disk. */
public interface Disk extends AutoCloseable {
    /** The acceptor as it was recovered, with the members behind its last decided block. */
    Saved saved(Membership membership) throws ChainException;

    /** Decided blocks below those of {@link #saved}. */
    Archive archive();

    /** Writes records in order; nothing may rest on them before {@link #force}. */
    void write(List<Durable> records) throws ChainException;

    /** Returns when everything written is on stable storage. A failure stops the node. */
    void force() throws ChainException;

    @Override
    void close() throws ChainException;
}
