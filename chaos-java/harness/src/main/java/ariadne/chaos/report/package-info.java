/**
 * Writes the page of a lab run: one self-contained {@code index.html}, verdict first.
 *
 * <p>{@link ariadne.chaos.report.Page#write} is the way in, {@link ariadne.chaos.report.Run} is
 * everything it needs to know. The package knows no other package of the lab, only plain records.
 * Every time is in nanoseconds since the first moment of the run, on the lab's one monotonic
 * clock.
 *
 * <p>What is text stands in the page as HTML and is there without scripts. What is drawn is drawn
 * in the browser with d3 from data that was thinned here, so that the page opens at once.
 */
package ariadne.chaos.report;
