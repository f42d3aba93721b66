/**
 * The exact and quick rungs of the ladder: the chains' integrity, the witness, zones for
 * registers, the order of sets. Each answers a {@link ariadne.checker.verdict.Verdict} whose
 * unknown means "not mine, ask the next".
 */
package ariadne.checker.rung;
