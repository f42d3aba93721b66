/** The load generator: closed loop, open loop, one killed leader. */
package ariadne.bench.load;
