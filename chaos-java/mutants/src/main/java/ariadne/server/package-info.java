/** Parts of mutants that have to stand beside the event loop to reach what they break. */
package ariadne.server;
