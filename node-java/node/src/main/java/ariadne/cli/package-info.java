/** The commands of the node: up, server, client, console, format, put, get and the rest. */
package ariadne.cli;
