/** What the rungs are tested against: a checker too simple to be wrong, and random histories. */
package ariadne.checker.oracle;
