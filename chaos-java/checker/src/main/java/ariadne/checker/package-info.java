/**
 * Is what the clients saw linearizable? {@link ariadne.checker.Checker} goes down a ladder of
 * rungs and answers a {@link ariadne.checker.Report}. Depends on the JDK alone.
 */
package ariadne.checker;
