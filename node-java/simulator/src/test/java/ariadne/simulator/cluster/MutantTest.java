package ariadne.simulator.cluster;

import ariadne.kv.Roster;
import ariadne.paxos.Stops;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Durable;
import ariadne.paxos.Hasher;
import ariadne.paxos.Mutant;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.server.ChainDisk;
import ariadne.server.Disk;
import ariadne.server.Parts;
import ariadne.server.Proposals;
import ariadne.simulator.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole nodes with one part replaced by a broken one, each found out within so many seeds. */
class MutantTest {
    private static final long BOUND_SEEDS = 600;

    /** A disk that does not force what is nothing but such records. */
    private static Parts lazy(Predicate<Durable> isLeft) {
        return new Parts() {
            @Override
            public Disk disk(ChainStore chain) {
                return new ChainDisk(chain) {
                    private boolean needed;

                    @Override
                    public void write(List<Durable> records) throws ChainException {
                        needed |= !records.stream().allMatch(isLeft);
                        super.write(records);
                    }

                    @Override
                    public void force() throws ChainException {
                        if (needed) {
                            super.force();
                        }
                        needed = false;
                    }
                };
            }
        };
    }

    static Parts of(Mutant mutant) {
        return new Parts() {
            @Override
            public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
                    Stops stops, Chance chance) {
                return mutant.replica(settings, saved, archive, hasher, chance);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void brokenReplicasAreFoundOut(Mutant mutant) {
        found(mutant.name(), of(mutant));
    }

    @Test
    void promiseThatIsNotForcedIsFoundOut() {
        found("PROMISE_NOT_FORCED", lazy(record -> record instanceof Durable.Promised));
    }

    @Test
    void acceptThatIsNotForcedIsFoundOut() {
        found("ACCEPT_NOT_FORCED", lazy(record -> record instanceof Durable.Appended));
    }

    @Test
    void retryThatIsAppliedTwiceIsFoundOut() {
        found("RETRY_TWICE", new Parts() {
            @Override
            public Store store(Roster first) {
                return new Store(SessionLimits.DEFAULT, first) {
                    @Override
                    protected Applied answered(OperationId id) {
                        return null;
                    }

                    @Override
                    public Optional<Applied> lookup(OperationId id) {
                        return Optional.empty();
                    }
                };
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
    }

    private static void found(String name, Parts parts) {
        for (long seed = 1; seed <= BOUND_SEEDS; seed++) {
            Outcome outcome = Simulation.run(Schedule.draw(seed), id -> parts, null);
            if (!outcome.passed()) {
                System.out.println(name + ": " + outcome.violation().getMessage());
                return;
            }
        }
        assertThat(name).as("caught within seeds 1 to %d", BOUND_SEEDS).isNull();
    }
}
