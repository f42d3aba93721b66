package ariadne.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.server.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mutant is found out by the simulator within so many seeds, and the true node by none. */
class GalleryTest {
    @ParameterizedTest
    @EnumSource(Mutant.class)
    void isFoundOut(Mutant mutant) {
        Gallery.Found found = Gallery.hunt(mutant.parts, Gallery.MOST_SEEDS);
        System.out.println(mutant.label + ": seed " + found.seed() + ", " + found.oracle());
        assertThat(found.caught()).as(mutant.label).isTrue();
    }

    @Test
    void theTrueNodeIsNot() {
        System.out.println("seeds 1 to 300");
        assertThat(Gallery.hunt(new Parts(), 300).oracle()).isEmpty();
    }
}
