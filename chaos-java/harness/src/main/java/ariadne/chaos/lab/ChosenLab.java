package ariadne.chaos.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * A lab that has been decided on and is not open yet.
 *
 * @param name as {@code --lab} calls it
 * @param why it was chosen, a phrase for the user
 */
public record ChosenLab(String name, String why, Opener opener) {

    /** Makes a lab; no node is started. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Makes it.
         *
         * @param cluster id for nodes that get one from the lab
         * @param directory gets a directory per node
         */
        Lab open(List<String> nodes, String cluster, Path directory);
    }
}
