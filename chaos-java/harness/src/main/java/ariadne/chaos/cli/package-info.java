/** The commands of the lab: test, check, mutants. */
package ariadne.chaos.cli;
