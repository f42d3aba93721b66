/** Nodes with one planted bug each, for testing the lab. Never on the node's class path. */
package ariadne.mutants;
