/** Histories, models and verdicts: is what the clients saw linearizable? Depends on the JDK alone. */
package ariadne.checker;
