/**
 * Whole nodes in one thread: the true event loop, chain, state machine, codec and clients over a
 * simulated clock, network and disk, with faults from a schedule and oracles that watch each turn.
 */
package ariadne.simulator.cluster;
