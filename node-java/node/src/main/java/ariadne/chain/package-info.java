/** The durable hash chain: segments of checksummed records, recovery, verification. */
package ariadne.chain;
