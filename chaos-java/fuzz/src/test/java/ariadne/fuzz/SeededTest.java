package ariadne.fuzz;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bounded number of seeded rounds for each target; a hang is a finding too. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeededTest {
    @Test
    void frames() throws Exception {
        new Rounds(Targets.FRAME).run(40_000);
    }

    @Test
    void transactions() throws Exception {
        new Rounds(Targets.TRANSACTION).run(40_000);
    }

    @Test
    void states() throws Exception {
        new Rounds(Targets.STATE).run(20_000);
    }

    @Test
    void streams() throws Exception {
        new Rounds(Targets.STREAM).run(5_000);
    }

    @Test
    void configFiles() throws Exception {
        new Rounds(Targets.CONFIG).run(2_000);
    }

    @Test
    void clusterFiles() throws Exception {
        new Rounds(Targets.CLUSTER).run(2_000);
    }

    @Test
    void linesOfTheShell() throws Exception {
        new Rounds(Targets.LINE).run(5_000);
    }

    @Test
    void edn() throws Exception {
        new Rounds(Targets.EDN).run(5_000);
    }

    @Test
    void histories() throws Exception {
        new Rounds(Targets.HISTORY).run(1_000);
    }

    @Test
    void verdicts() throws Exception {
        new Rounds(Targets.VERDICT).run(1_000);
    }
}
