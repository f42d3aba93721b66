package ariadne.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same targets for Jazzer, which is led by the branches that an input takes. Jazzer
 * changes the classes of its process, hence the condition: see the README.
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = "1")
class GuidedTest {
    @FuzzTest(maxDuration = "60s")
    void frame(byte[] input) throws Exception {
        Targets.FRAME.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void transaction(byte[] input) throws Exception {
        Targets.TRANSACTION.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void state(byte[] input) throws Exception {
        Targets.STATE.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void stream(byte[] input) throws Exception {
        Targets.STREAM.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void config(byte[] input) throws Exception {
        Targets.CONFIG.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void cluster(byte[] input) throws Exception {
        Targets.CLUSTER.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void line(byte[] input) throws Exception {
        Targets.LINE.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void edn(byte[] input) throws Exception {
        Targets.EDN.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void history(byte[] input) throws Exception {
        Targets.HISTORY.reader().read(input);
    }

    @FuzzTest(maxDuration = "60s")
    void verdict(byte[] input) throws Exception {
        Targets.VERDICT.reader().read(input);
    }
}
