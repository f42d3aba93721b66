/** Ariadne as a peer of its own bench. */
package ariadne.bench.ours;
