package ariadne.chain;

import java.util.List;

/**
 * What this node promised or accepted may be lost (DESIGN section 2, sentence 8c). It must never
 * vote again under its id; where the others serve, it comes back as a new member. Nothing was
 * changed on disk.
 */
public final class LostVotesException extends ChainException {
    private static final long serialVersionUID = 1;

    private final transient List<Damage> damages;

    LostVotesException(List<Damage> damages) {
        this(damages.isEmpty() ? "" : damages.getFirst() + (damages.size() == 1 ? ""
                : " and " + (damages.size() - 1) + " more"), damages);
    }

    LostVotesException(String what, List<Damage> damages) {
        super("damaged: " + what + "; what this node promised may be lost, so it never votes"
                + " again under its id; put the file back as it was when the node stopped, or"
                + " let this node come back as a new member: the others serve without it");
        this.damages = List.copyOf(damages);
    }

    /** In the order of the log; empty when it is the identity that can't be read. */
    public List<Damage> damages() {
        return damages;
    }
}
