/** The command {@code bench}: rounds over peers, medians, the table. */
package ariadne.bench;
