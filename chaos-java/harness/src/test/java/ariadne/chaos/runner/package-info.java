/** Runs without nodes: clients, clocks and verdicts in memory. */
package ariadne.chaos.runner;
