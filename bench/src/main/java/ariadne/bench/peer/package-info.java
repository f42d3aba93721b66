/** The port behind which each peer stands, and the processes that it is made of. */
package ariadne.bench.peer;
