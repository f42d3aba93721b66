package ariadne.chaos.report;

import java.util.Objects;

/**
 * The chain of a node as it stood at the end.
 *
 * @param height    height of its last decided block
 * @param tipHash   hash of that block, as hexadecimal digits
 * @param stateHash hash of the state it leads to
 * @param agrees    whether it equals every other chain at every height they share
 * @param note      what there is to say about it; may be empty
 */
public record Chain(
        String node, long height, String tipHash, String stateHash, boolean agrees, String note) {
    public Chain {
        Objects.requireNonNull(node);
        Objects.requireNonNull(tipHash);
        Objects.requireNonNull(stateHash);
        Objects.requireNonNull(note);
    }
}
