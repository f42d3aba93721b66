/** The event loop and the wiring: one thread reads, steps, writes, forces, sends, applies. */
package ariadne.server;
