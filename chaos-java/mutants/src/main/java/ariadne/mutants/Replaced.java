package ariadne.mutants;

import ariadne.chain.ChainStore;
import ariadne.kv.OperationId;
import ariadne.kv.Roster;
import ariadne.kv.Store;
import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Hasher;
import ariadne.paxos.Planted;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import ariadne.server.Disk;
import ariadne.server.Parts;
import ariadne.server.Proposals;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The true node's parts with one of them replaced. */
final class Replaced {
    private Replaced() {}

    static Parts protocol(Planted planted) {
        return new Parts() {
            @Override
            public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
                    Stops stops, Chance chance) {
                return planted.replica(settings, saved, archive, hasher, stops, chance);
            }
        };
    }

    static Parts disk(Function<ChainStore, Disk> made) {
        return new Parts() {
            @Override
            public Disk disk(ChainStore chain) {
                return made.apply(chain);
            }
        };
    }

    static Parts store(Function<Roster, Store> made) {
        return new Parts() {
            @Override
            public Store store(Roster first) {
                return made.apply(first);
            }
        };
    }

    static Parts proposals(IntFunction<Proposals> made) {
        return new Parts() {
            @Override
            public Proposals proposals(int capacity) {
                return made.apply(capacity);
            }
        };
    }

    /** Neither the store nor the queue remembers what it has seen. */
    static Parts retryTwice() {
        return new Parts() {
            @Override
            public Store store(Roster first) {
                return new TwiceStore(first);
            }

            @Override
            public Proposals proposals(int capacity) {
                return new Proposals(Parts::id, capacity) {
                    @Override
                    protected boolean knows(OperationId id) {
                        return false;
                    }
                };
            }
        };
    }
}
