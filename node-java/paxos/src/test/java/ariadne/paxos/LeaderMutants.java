package ariadne.paxos;

import java.util.List;

/** Mutants of sentences 4, 5 and 8: what is decided, who leads, what is forced. */
final class LeaderMutants {
    private LeaderMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(4, "decided height believed from anyone",
                        Plans.TWO_BALLOTS_HEARTBEATS_ONE_CRASH,
                        Mutant.acceptor(Credulous::new)),
                new Mutant(4, "decided height believed without a sync", Plans.TWO_BALLOTS,
                        Mutant.acceptor(Believer::new)),
                new Mutant(4, "catch-up raises the accepted ballot",
                        Plans.AFTER_TWO_CHOSEN_ONE_KNOWN_IN_PARTS,
                        Mutant.acceptor(Raiser::new)),
                new Mutant(4, "catch-up drops the accepted suffix", Plans.TWO_BALLOTS_ONE_PROPOSAL,
                        Mutant.acceptor(Dropper::new)),
                new Mutant(5, "leader stays after a higher promise", Plans.TWO_BALLOTS,
                        Mutant.replica(Stayer::new)),
                new Mutant(5, "accepts counted across ballots", Plans.ONE_NODE_TWICE_AND_CRASHES,
                        Mutant.replica(Counter::new)),
                new Mutant(5, "own accept counted before its force", Plans.TWO_BALLOTS,
                        new Unforced()),
                new Mutant(5, "read index before the own block", Plans.TWO_BALLOTS_TWO_READS,
                        new EarlyReads()),
                new Mutant(5, "confirmation from anyone", Plans.TWO_BALLOTS_TWO_READS,
                        Mutant.replica(Confirmer::new)),
                new Mutant(5, "a read joins a round under way", Plans.TWO_BALLOTS_TWO_READS,
                        new JoiningReads()),
                new Mutant(8, "promise not forced", Plans.TWO_BALLOTS_TWO_CRASHES, new Rules() {
                    @Override
                    boolean claims(Message message) {
                        return message.claims() && !(message instanceof Message.Promise);
                    }
                }));
    }

    private static class Credulous extends Acceptor {
        Credulous(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void decided(Ballot ballot, long height) {
            chain.decide(Math.min(height, chain.tip()));
        }
    }

    private static class Believer extends Acceptor {
        Believer(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void decided(Ballot ballot, long height) {
            if (ballot.equals(promised)) {
                chain.decide(Math.min(height, chain.tip()));
            }
        }
    }

    private static class Raiser extends Acceptor {
        Raiser(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void learn(List<Block> decidedBlocks) {
            long before = chain.decided();
            super.learn(decidedBlocks);
            if (chain.decided() > before) {
                accept(promised);
            }
        }
    }

    private static class Dropper extends Acceptor {
        Dropper(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void learn(List<Block> decidedBlocks) {
            long before = chain.decided();
            super.learn(decidedBlocks);
            if (chain.decided() > before) {
                chain.rewind(chain.decided());
            }
        }
    }

    private static class Stayer extends ModelReplica {
        Stayer(Settings settings, Saved saved, Archive archive, Rules rules,
                int doubt) {
            super(settings, saved, archive, rules, doubt);
        }

        Stayer(Stayer other) {
            super(other);
        }

        @Override
        ModelReplica copy() {
            return new Stayer(this);
        }

        @Override
        void yieldTo(Ballot promised) {}
    }

    /** Also without the rule of the first block, which would hide it. */
    private static class Counter extends ModelReplica {
        Counter(Settings settings, Saved saved, Archive archive, Rules rules,
                int doubt) {
            super(settings, saved, archive, rules, doubt);
        }

        Counter(Counter other) {
            super(other);
        }

        @Override
        ModelReplica copy() {
            return new Counter(this);
        }

        @Override
        void accepted(int from, Message.Accepted m) {
            if (leader != null && acceptor.chain.holds(m.height(), m.hash())) {
                leader.accepted(from, m.height(), m.hash());
                acceptor.chain.decide(Math.max(acceptor.chain.decided(),
                        Math.min(leader.forced(), m.height())));
            }
        }
    }

    private static class Confirmer extends ModelReplica {
        Confirmer(Settings settings, Saved saved, Archive archive, Rules rules,
                int doubt) {
            super(settings, saved, archive, rules, doubt);
        }

        Confirmer(Confirmer other) {
            super(other);
        }

        @Override
        ModelReplica copy() {
            return new Confirmer(this);
        }

        @Override
        void confirm(int from, Message.Confirm m) {
            out.send(from, new Message.Confirmed(m.ballot(), m.round()));
        }
    }

    private static class Unforced extends Rules {
        @Override
        Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
            return new Counting(ballot, settings, acceptor, out);
        }

        private static final class Counting extends EagerLeader {
            Counting(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
                super(ballot, settings, acceptor, out);
            }

            Counting(Counting other, Acceptor acceptor, Effects out) {
                super(other, acceptor, out);
            }

            @Override
            Leader copy(Acceptor itsAcceptor, Effects itsOut) {
                return new Counting(this, itsAcceptor, itsOut);
            }

            @Override
            void flush() {
                forcedAll();
                super.flush();
            }
        }
    }

    private static class EarlyReads extends Rules {
        @Override
        Reads reads(Ballot ballot, Settings settings, Membership membership, Effects out) {
            return new Early(ballot, settings, membership, out);
        }

        private static final class Early extends Reads {
            Early(Ballot ballot, Settings settings, Membership membership, Effects out) {
                super(ballot, settings, membership, out);
            }

            Early(Early other, Effects out) {
                super(other, out);
            }

            @Override
            Reads copy(Effects itsOut) {
                return new Early(this, itsOut);
            }

            @Override
            void start(boolean established, long decided) {
                super.start(true, decided);
            }
        }
    }

    private static class JoiningReads extends Rules {
        @Override
        Reads reads(Ballot ballot, Settings settings, Membership membership, Effects out) {
            return new Joining(ballot, settings, membership, out);
        }

        private static final class Joining extends Reads {
            Joining(Ballot ballot, Settings settings, Membership membership, Effects out) {
                super(ballot, settings, membership, out);
            }

            Joining(Joining other, Effects out) {
                super(other, out);
            }

            @Override
            Reads copy(Effects itsOut) {
                return new Joining(this, itsOut);
            }

            @Override
            void ask(int node, long id) {
                if (confirming.isEmpty()) {
                    super.ask(node, id);
                } else {
                    confirming.add(new Waiting(node, id));
                }
            }
        }
    }
}
