/** Aeron Cluster with a key-value service of the same shape. */
package ariadne.bench.aeron;
