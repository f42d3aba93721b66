/**
 * The protocol alone: several replicas around simulated networks and disks, without the node's
 * event loop, codec, chain files and state machine. Many more messages a second, and worse ones.
 */
package ariadne.simulator.protocol;
