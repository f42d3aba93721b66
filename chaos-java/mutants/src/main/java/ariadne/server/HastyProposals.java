package ariadne.server;

import java.util.ArrayList;
import java.util.List;

/** A leader that steps down refuses what stands in its blocks already, too. */
public final class HastyProposals extends Proposals {
    private final List<Proposal> taken = new ArrayList<>();

    public HastyProposals(int capacity) {
        super(Parts::id, capacity);
    }

    @Override
    List<Proposal> take(int maxCount, long maxBytes) {
        List<Proposal> now = super.take(maxCount, maxBytes);
        taken.addAll(now);
        return now;
    }

    @Override
    void applied(long height) {
        super.applied(height);
        taken.removeIf(proposal -> !knows(proposal.id()));
    }

    @Override
    List<Proposal> drain() {
        List<Proposal> all = new ArrayList<>(super.drain());
        all.addAll(taken);
        taken.clear();
        return all;
    }
}
