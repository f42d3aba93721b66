package ariadne.mutants;

import ariadne.chain.ChainStore;
import ariadne.kv.OperationId;
import ariadne.kv.Roster;
import ariadne.kv.Store;
import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.ForgetfulPhase1;
import ariadne.paxos.Hasher;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.StaleReads;
import ariadne.paxos.Stops;
import ariadne.server.Disk;
import ariadne.server.Parts;
import ariadne.server.Proposals;
import java.util.Arrays;
import java.util.Optional;

/** The gallery: each a whole node with one part replaced. */
enum Mutant {
    STALE_READS("stale-reads", "reads served from local state, without confirmation",
            new Parts() {
        @Override
        public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
                Stops stops, Chance chance) {
            return new StaleReads(settings, saved, archive, hasher, stops, chance);
        }
    }),
    FORGETFUL_PHASE_1("forgetful-phase-1", "phase 1 ignores accepted blocks",
            new Parts() {
        @Override
        public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
                Stops stops, Chance chance) {
            return new ForgetfulPhase1(settings, saved, archive, hasher, stops, chance);
        }
    }),
    ANSWER_BEFORE_FORCE("answer-before-force",
            "promise and accept answered before they are forced",
            new Parts() {
        @Override
        public Disk disk(ChainStore chain) {
            return new LateDisk(chain);
        }
    }),
    RETRY_TWICE("retry-twice", "a retried request is applied twice",
            new Parts() {
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
    });

    final String label;
    final String bug;
    final Parts parts;

    Mutant(String label, String bug, Parts parts) {
        this.label = label;
        this.bug = bug;
        this.parts = parts;
    }

    static Optional<Mutant> named(String label) {
        return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst();
    }
}
