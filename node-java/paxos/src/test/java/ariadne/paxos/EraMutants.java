package ariadne.paxos;

import java.util.List;

/** Mutants of sentence 7, and of sentence 4 where decided blocks are fetched. */
final class EraMutants {
    private EraMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(7, "blocks above the stop block",
                        Plans.THE_LEADER_REPLACED_ONE_PROPOSAL, new Unstopped()),
                new Mutant(7, "a new member votes empty-handed", Plans.ALL_REPLACED,
                        new EmptyHanded()),
                new Mutant(7, "the old leader answers reads after the stop block",
                        Plans.THE_LEADER_REPLACED_ONE_READ, Mutant.replica(Lingering::new)),
                new Mutant(4, "a snapshot drops the accepted suffix",
                        Plans.ONE_PROPOSAL_SNAPSHOTS,
                        Mutant.acceptor(Dropper::new)),
                new Mutant(4, "a sync may replace fetched blocks", Plans.FETCHES_ONE_CRASH,
                        Mutant.acceptor(Naive::new)));
    }

    private static class Unstopped extends Rules {
        @Override
        Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
            return new Unstopping(ballot, settings, acceptor, out);
        }

        private static final class Unstopping extends EagerLeader {
            Unstopping(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
                super(ballot, settings, acceptor, out);
            }

            Unstopping(Unstopping other, Acceptor acceptor, Effects out) {
                super(other, acceptor, out);
            }

            @Override
            Leader copy(Acceptor itsAcceptor, Effects itsOut) {
                return new Unstopping(this, itsAcceptor, itsOut);
            }

            @Override
            int room() {
                return 1;
            }
        }
    }

    /** A node that is no member yet is told the next membership, and not the chain. */
    private static class EmptyHanded extends Rules {
        @Override
        ModelReplica replica(Settings settings, Saved saved, Archive archive, int doubt) {
            Membership told = saved.membership().has(settings.self()) ? saved.membership()
                    : new Membership(1, List.of(settings.self()), 1);
            return super.replica(settings, new Saved(saved.promised(), saved.accepted(),
                    saved.decided(), saved.vouched(), saved.baseHash(), saved.suffix(), told,
                    saved.doubtful()), archive, doubt);
        }
    }

    private static class Lingering extends ModelReplica {
        Lingering(Settings settings, Saved saved, Archive archive, Rules rules, int doubt) {
            super(settings, saved, archive, rules, doubt);
        }

        Lingering(Lingering other) {
            super(other);
        }

        @Override
        ModelReplica copy() {
            return new Lingering(this);
        }

        @Override
        void newEra() {
            if (leader == null) {
                super.newEra();
            }
        }
    }

    private static class Dropper extends Acceptor {
        Dropper(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void install(Input.Installed snapshot) {
            if (snapshot.height() > chain.decided()) {
                super.install(snapshot);
                chain.rewind(chain.decided());
            }
        }
    }

    private static class Naive extends Acceptor {
        Naive(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        boolean contradicted(List<Block> blocks) {
            return false;
        }
    }
}
