/**
 * A whole cluster in one thread from one seed: simulated network, disks, clocks and clients around
 * the true {@link ariadne.paxos.Replica}, with oracles that watch every step.
 */
package ariadne.simulator;
