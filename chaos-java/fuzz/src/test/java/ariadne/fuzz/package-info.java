/** Bytes changed at random, given to everything that reads bytes of strangers. */
package ariadne.fuzz;
