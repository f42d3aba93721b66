/** The pure state machine: commands, results, sessions, state hash. Same blocks, same state. */
package ariadne.kv;
