/** SOFAJRaft with a key-value state machine of the same shape. */
package ariadne.bench.jraft;
