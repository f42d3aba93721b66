package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule broken gives a violation within bounds that the true code passes in {@link
 * ExplorerTest}.
 */
class MutantTest {
    static Stream<Mutant> mutants() {
        return Stream.of(PromiseMutants.all(), SyncMutants.all(), LeaderMutants.all(),
                        EraMutants.all(), DamageMutants.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void dies(Mutant mutant) {
        Explorer.Result result =
                Explorer.explore(mutant.bounds().plan, mutant.rules(), 4_000_000);
        System.out.println(mutant + ": " + result.states() + " states, " + result.violation());
        assertThat(result.violation()).describedAs("%s lives: %s", mutant, result).isNotNull();
    }
}
