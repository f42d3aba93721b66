package ariadne.simulator.cluster;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.kv.Roster;
import ariadne.kv.Store;
import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Durable;
import ariadne.paxos.Hasher;
import ariadne.paxos.Membership;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import ariadne.server.Disk;
import ariadne.server.Parts;
import ariadne.server.Proposals;
import java.util.List;

/** The parts of a node, of which the oracle sees what it needs. Changes nothing. */
final class Watch extends Parts {
    private final Parts parts;
    private final Oracle oracle;
    private final int node;
    private final MemoryVolume volume;
    private Replica replica;
    private Store store;

    Watch(Parts parts, Oracle oracle, int node, MemoryVolume volume) {
        this.parts = parts;
        this.oracle = oracle;
        this.node = node;
        this.volume = volume;
    }

    Replica replica() {
        return replica;
    }

    /** What the node has applied. */
    Store applied() {
        return store;
    }

    @Override
    public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Stops stops, Chance chance) {
        replica = parts.replica(settings, saved, archive, hasher, stops, chance);
        oracle.started(node, saved, replica.standing());
        return replica;
    }

    @Override
    public Store store(Roster first) {
        store = parts.store(first);
        return store;
    }

    @Override
    public Proposals proposals(int capacity) {
        return parts.proposals(capacity);
    }

    @Override
    public Disk disk(ChainStore chain) {
        return new Watched(parts.disk(chain));
    }

    private final class Watched implements Disk {
        private final Disk disk;

        Watched(Disk disk) {
            this.disk = disk;
        }

        @Override
        public Saved saved(Membership membership) throws ChainException {
            return disk.saved(membership);
        }

        @Override
        public Archive archive() {
            return disk.archive();
        }

        @Override
        public void write(List<Durable> records) throws ChainException {
            disk.write(records);
            oracle.written(node, records);
        }

        /** Believes no force that the volume has not seen. */
        @Override
        public void force() throws ChainException {
            long before = volume.forces();
            disk.force();
            if (volume.forces() > before) {
                oracle.forced(node);
            }
        }

        @Override
        public void close() throws ChainException {
            disk.close();
        }
    }
}
