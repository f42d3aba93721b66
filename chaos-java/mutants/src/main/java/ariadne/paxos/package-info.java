/** Parts of mutants that have to stand beside the protocol to reach what they break. */
package ariadne.paxos;
