package ariadne.chaos.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything the page tells of a run. Lists may be empty; the page leaves out what has no data.
 *
 * @param counterexample why the verdict is what it is, if it is wrong
 * @param operations     every operation, in any order, up to a few million
 * @param faults         in any order
 * @param findings       what the integrity checks found wrong, a sentence each
 * @param commands       command lines that run or check it again
 * @param files          what stands beside the page
 */
public record Run(
        Title title,
        Verdict verdict,
        Optional<Counterexample> counterexample,
        Facts facts,
        List<Operation> operations,
        List<Fault> faults,
        List<Leadership> leaderships,
        List<Downtime> downtimes,
        List<ClockOffset> clockOffsets,
        List<Chain> chains,
        List<String> findings,
        List<String> commands,
        List<FileLink> files) {
    public Run {
        Objects.requireNonNull(title);
        Objects.requireNonNull(verdict);
        Objects.requireNonNull(counterexample);
        Objects.requireNonNull(facts);
        operations = List.copyOf(operations);
        faults = List.copyOf(faults);
        leaderships = List.copyOf(leaderships);
        downtimes = List.copyOf(downtimes);
        clockOffsets = List.copyOf(clockOffsets);
        chains = List.copyOf(chains);
        findings = List.copyOf(findings);
        commands = List.copyOf(commands);
        files = List.copyOf(files);
    }

    /** The last moment that anything in the run tells of, at least its time limit. */
    long endNanos() {
        long end = (long) (title.timeLimitSeconds() * 1e9);
        for (Operation o : operations) {
            end = Math.max(end, Math.max(o.invokeNanos(), o.returnNanos()));
        }
        for (Fault f : faults) {
            end = Math.max(end, Math.max(f.startNanos(), f.endNanos()));
        }
        for (Leadership l : leaderships) {
            end = Math.max(end, Math.max(l.startNanos(), l.endNanos()));
        }
        for (Downtime d : downtimes) {
            end = Math.max(end, Math.max(d.startNanos(), d.endNanos()));
        }
        for (ClockOffset c : clockOffsets) {
            end = Math.max(end, c.timeNanos());
        }
        return Math.max(end, 1);
    }
}
