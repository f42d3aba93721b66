/**
 * The protocol: a deterministic Multi-Paxos replica whose log is a chain. No I/O, clock or thread.
 */
package ariadne.paxos;
