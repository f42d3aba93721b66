package ariadne.chaos.runner;

import ariadne.chaos.report.Span;
import ariadne.checker.rung.Chain;
import ariadne.checker.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;

/**
 * What one run of the lab came to.
 *
 * @param verdict the last word: what the checker found, and that the nodes kept their invariants
 * @param judgement all that was checked
 * @param faults in the order in which they began
 * @param chains of the nodes that could be asked at the end
 * @param finals how the nodes were at the end
 * @param crashes nodes that stopped by themselves, a sentence each
 * @param silence longest time without a successful operation
 * @param lab what kind of lab it was, in words
 * @param directory of all files
 * @param startedAt wall-clock time of the start, for people
 */
record Outcome(Verdict verdict, Judge.Judgement judgement, List<Struck> faults,
        List<NodeState> samples, List<Chain> chains, List<NodeState> finals,
        List<String> crashes, Span silence, String lab, Path directory,
        String startedAt) {}
