/** Parts of mutants that have to stand beside the state machine to reach what they break. */
package ariadne.kv;
