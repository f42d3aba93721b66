/**
 * The bare pipeline: what the protocol's shape leaves room for on a machine. No election, no
 * recovery, no sessions: a limit to compare with, not a database.
 */
package ariadne.bench.bare;
