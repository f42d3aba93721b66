package ariadne.chain;

import java.util.List;

/**
 * Something that was forced, and perhaps acknowledged, can't be read. Nothing was changed on disk.
 * Alagappan et al., <i>Protocol-Aware Recovery</i> (FAST '18): such a node must not vote as if it
 * had never accepted what is missing.
 */
public final class DamagedChainException extends ChainException {
    private static final long serialVersionUID = 1;

    private final transient List<Damage> damages;
    private final boolean ballotsIntact;

    DamagedChainException(List<Damage> damages, boolean ballotsIntact) {
        super(message(damages));
        this.damages = List.copyOf(damages);
        this.ballotsIntact = ballotsIntact;
    }

    private static String message(List<Damage> damages) {
        String more = damages.size() == 1 ? "" : " and " + (damages.size() - 1) + " more";
        return "damaged: " + damages.getFirst() + more + "; this node does not vote;"
                + " put the file back as it was when the node stopped, or leave the node stopped:"
                + " the others serve without it";
    }

    /** One or more, in the order of the log. */
    public List<Damage> damages() {
        return damages;
    }

    /** Whether the promised and the accepted ballot are known all the same. */
    public boolean ballotsIntact() {
        return ballotsIntact;
    }
}
