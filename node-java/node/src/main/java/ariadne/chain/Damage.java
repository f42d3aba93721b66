package ariadne.chain;

import java.nio.file.Path;

/**
 * A part of the chain that was forced once and can't be read now.
 *
 * @param file segment that holds it, or should
 * @param offsetBytes from the start of the file
 * @param what one clause for people
 * @param firstHeight lowest damaged height, 0 when no block is damaged
 * @param lastHeight greatest damaged height, {@link #UNKNOWN} when nothing after the damage tells
 */
public record Damage(
        Path file, long offsetBytes, String what, long firstHeight, long lastHeight) {
    /** As {@code lastHeight}: all heights from the first one on. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** The damaged heights in words. */
    public String heights() {
        if (firstHeight == 0) {
            return "no block";
        } else if (lastHeight == UNKNOWN) {
            return "heights from " + firstHeight + " on";
        }
        return firstHeight == lastHeight
                ? "height " + firstHeight : "heights " + firstHeight + " to " + lastHeight;
    }

    @Override
    public String toString() {
        return file + " at byte " + offsetBytes + ": " + what + " (" + heights() + ")";
    }
}
