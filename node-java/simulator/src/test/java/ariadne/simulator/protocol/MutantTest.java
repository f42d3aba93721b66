package ariadne.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Durable;
import ariadne.paxos.Hasher;
import ariadne.paxos.Message;
import ariadne.paxos.Mutant;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;
import ariadne.simulator.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every broken rule is found out within a bounded number of seeds. */
class MutantTest {
    private static final long BOUND_SEEDS = 400;

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void brokenReplicasAreFoundOut(Mutant mutant) {
        found(mutant.name(), new Build() {
            @Override
            Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
                    Chance chance) {
                return mutant.replica(
                        settings, saved, archive, hasher, Stops.none(), chance);
            }
        });
    }

    @Test
    void promiseThatIsNotForcedIsFoundOut() {
        found("PROMISE_NOT_FORCED", new Build() {
            @Override
            boolean needsForce(Durable durable) {
                return super.needsForce(durable) && !(durable instanceof Durable.Promised);
            }
        });
    }

    @Test
    void acceptedBeforeItIsForcedIsFoundOut() {
        found("ACCEPTED_BEFORE_FORCE", new Build() {
            @Override
            boolean waits(Message message) {
                return super.waits(message) && !(message instanceof Message.Accepted);
            }
        });
    }

    private static void found(String name, Build build) {
        for (long seed = 1; seed <= BOUND_SEEDS; seed++) {
            Outcome outcome = Simulation.run(seed, build, null);
            if (!outcome.passed()) {
                System.out.println(name + ": " + outcome.violation().getMessage());
                return;
            }
        }
        assertThat(name).as("caught within seeds 1 to %d", BOUND_SEEDS).isNull();
    }
}
