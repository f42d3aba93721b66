package ariadne.chain;

/**
 * What recovery did to a chain that it found sound.
 *
 * @param cutBytes length of a torn tail, never acknowledged, that was cut; 0 when there was none
 * @param damagedCopies ballot records whose other copy had to stand in for them
 */
public record Recovery(long cutBytes, int damagedCopies) {}
