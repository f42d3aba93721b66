package ariadne.server;

import ariadne.chain.ChainStore;
import ariadne.kv.OperationId;
import ariadne.kv.Roster;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Hasher;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;

/** What a node is made of. The lab's mutants replace one part each, in a module of their own. */
public class Parts {
    /** The protocol. */
    public Replica replica(
            Settings settings, Saved saved, Archive archive, Hasher hasher, Stops stops,
            Chance chance) {
        return new Replica(settings, saved, archive, hasher, stops, chance);
    }

    /** The disk, on top of an open chain. */
    public Disk disk(ChainStore chain) {
        return new ChainDisk(chain);
    }

    /** The state machine, empty, of a cluster with these first members. */
    public Store store(Roster first) {
        return new Store(SessionLimits.DEFAULT, first);
    }

    /** The way into the chain. */
    public Proposals proposals(int capacity) {
        return new Proposals(Parts::id, capacity);
    }

    /** The id of an operation, read from its transaction. */
    protected static OperationId id(byte[] transaction) {
        try {
            return Transactions.id(transaction);
        } catch (WireException e) {
            throw new IllegalStateException(
                    "a proposed transaction is none: " + e.getMessage(), e);
        }
    }
}
