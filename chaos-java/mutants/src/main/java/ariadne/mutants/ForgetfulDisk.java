package ariadne.mutants;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.paxos.Durable;
import ariadne.paxos.Membership;
import ariadne.paxos.Saved;
import ariadne.server.ChainDisk;
import java.util.ArrayList;
import java.util.List;

/** Comes back with less than was saved. */
final class ForgetfulDisk extends ChainDisk {
    /** What it forgets. */
    enum Of { PROMISE, TAIL }

    private final Of of;

    ForgetfulDisk(ChainStore chain, Of of) {
        super(chain);
        this.of = of;
    }

    @Override
    public Saved saved(Membership membership) throws ChainException {
        if (of == Of.TAIL && chain.tip() > chain.decided()) {
            List<Durable> cut = new ArrayList<>();
            cut.add(new Durable.Rewound(chain.tip() - 1));
            chain.write(cut);
        }
        Saved saved = super.saved(membership);
        return of == Of.TAIL ? saved : new Saved(saved.accepted(), saved.accepted(),
                saved.decided(), saved.vouched(), saved.baseHash(), saved.suffix(),
                saved.membership(), saved.doubtful());
    }
}
