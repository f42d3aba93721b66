package ariadne.chaos.report;

import java.util.List;
import java.util.Objects;

/**
 * The numbers under the verdict.
 *
 * @param ok             operations that happened
 * @param fail           operations that were refused
 * @param info           operations of which nobody told the client how they ended
 * @param infoInChain    how many of these stand in the chain after all; -1 if nobody looked
 * @param withoutSuccess the longest time in which nothing succeeded
 * @param rungs          what the checker asked, the rung that decided first
 */
public record Facts(
        long ok, long fail, long info, long infoInChain, Span withoutSuccess, List<Rung> rungs) {

    /** The {@code infoInChain} of a run whose chain nobody searched. */
    public static final long NOT_LOOKED = -1;

    public Facts {
        Objects.requireNonNull(withoutSuccess);
        rungs = List.copyOf(rungs);
    }

    /**
     * One rung of the checker's ladder.
     *
     * @param name    {@code witness}, {@code zones}, {@code search}
     * @param said    what it said, to be read after its name: {@code proved it}, {@code agrees}
     * @param seconds how long it took
     */
    public record Rung(String name, String said, double seconds) {
        public Rung {
            Objects.requireNonNull(name);
            Objects.requireNonNull(said);
        }
    }
}
