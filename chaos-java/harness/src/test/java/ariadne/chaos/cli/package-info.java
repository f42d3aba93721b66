/** The command line, as a user meets it. */
package ariadne.chaos.cli;
