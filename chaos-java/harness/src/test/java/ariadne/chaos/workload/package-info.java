/** Workloads against databases in memory, right ones and broken ones. */
package ariadne.chaos.workload;
