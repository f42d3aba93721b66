/** Histories of any size that are known to be linearizable, or not to be: for tests and benches. */
package ariadne.checker.generate;
