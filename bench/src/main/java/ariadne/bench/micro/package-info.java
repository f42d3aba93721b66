/** JMH benches of what a node does for each block: codec, hash, chain, step, apply. */
package ariadne.bench.micro;
