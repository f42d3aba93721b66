/** What clients do to the database: operations to choose, to carry out and to record. */
package ariadne.chaos.workload;
