package ariadne.chain;

import java.util.List;

/**
 * What opening found and did.
 *
 * @param cutBytes length of a torn tail, never acknowledged, that was cut; 0 when there was none
 * @param damagedCopies records whose other copy stood in for them, and was written anew
 * @param damages what was forced and could not be read: mended, or missing, or, when the store is
 *     doubtful, cut off and kept under {@code damaged/}
 * @param snapshot what the state machine starts from; null to start from the first block
 */
public record Recovery(
        long cutBytes, int damagedCopies, List<Damage> damages, Snapshot snapshot) {
    public Recovery {
        damages = List.copyOf(damages);
    }
}
