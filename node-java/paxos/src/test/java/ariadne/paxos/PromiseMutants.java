package ariadne.paxos;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Mutants of sentence 1: what a candidate adopts. */
final class PromiseMutants {
    private PromiseMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(1, "compare by height first", Plans.AFTER_A_LONE_LEADER,
                        chosenBy(Comparator.<Standing>comparingLong(Standing::tip)
                                .thenComparing(Standing::accepted))),
                new Mutant(1, "compare by accepted ballot alone", Plans.TWO_BALLOTS_ONE_PROPOSAL,
                        chosenBy(Comparator.comparing(Standing::accepted))),
                new Mutant(1, "compare by accepted and decided", Plans.TWO_BALLOTS_ONE_PROPOSAL,
                        chosenBy(Comparator.comparing(Standing::accepted)
                                .thenComparing(Standing::decided))),
                new Mutant(1, "leave out the own chain", Plans.TWO_BALLOTS,
                        Mutant.candidate(NoOwn::new)),
                new Mutant(1, "take up a late promise", Plans.TWO_BALLOTS,
                        Mutant.replica(Late::new)));
    }

    private static Rules chosenBy(Comparator<Standing> order) {
        return Mutant.candidate((ballot, settings, acceptor, out) ->
                new Candidate(ballot, settings, acceptor, out) {
                    @Override
                    Promised best(Promised own, Map<Integer, Promised> others) {
                        Promised best = own;
                        for (Promised promised : others.values()) {
                            if (order.compare(promised.standing(), best.standing()) > 0) {
                                best = promised;
                            }
                        }
                        return best;
                    }
                });
    }

    private static final class NoOwn extends Candidate {
        NoOwn(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
            super(ballot, settings, acceptor, out);
        }

        @Override
        Promised best(Promised own, Map<Integer, Promised> others) {
            return super.best(others.values().iterator().next(), others);
        }
    }

    private static final class Late extends ModelReplica {
        Late(Settings settings, Saved saved, Archive archive, Rules rules,
                int doubt) {
            super(settings, saved, archive, rules, doubt);
        }

        Late(Late other) {
            super(other);
        }

        @Override
        ModelReplica copy() {
            return new Late(this);
        }

        @Override
        void late(int from, Message.Promise m) {
            if (m.standing().accepted().above(Ballot.ZERO)
                    && !acceptor.chain.holds(m.standing().tip(), m.standing().tipHash())) {
                acceptor.adopt(leads(), m.blocks(), m.standing().tip());
            }
            super.late(from, m);
        }
    }
}
