package ariadne.paxos;

import java.util.List;

/** Mutants of sentences 2 and 3: syncs and accepts. */
final class SyncMutants {
    private SyncMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(2, "adopt without recording the ballot", Plans.TWO_BALLOTS,
                        Mutant.acceptor(Forgetful::new)),
                new Mutant(2, "record the ballot with a part of the sync",
                        Plans.AFTER_TWO_CHOSEN_IN_PARTS,
                        Mutant.acceptor(Hasty::new)),
                new Mutant(2, "accept one block at a time", Plans.AFTER_TWO_CHOSEN_ONE_CRASH,
                        Mutant.acceptor(Piecemeal::new)),
                new Mutant(2, "answer 'I hold it' without recording the ballot", Plans.TWO_BALLOTS,
                        new AlikeHolders()),
                new Mutant(2, "accepted ballot before the blocks", Plans.TWO_BALLOTS_TWO_CRASHES,
                        Mutant.acceptor(BallotFirst::new)),
                new Mutant(2, "rewind to the decided height",
                        Plans.AFTER_ONE_CHOSEN_ONE_MORE_ONE_CRASH,
                        Mutant.acceptor(Rewinder::new)),
                new Mutant(2, "accept without promising", Plans.TWO_BALLOTS_HEARTBEATS_ONE_CRASH,
                        Mutant.acceptor(Unpromising::new)),
                new Mutant(3, "a repeated Accept shortens the chain",
                        Plans.TWO_BALLOTS_ONE_PROPOSAL,
                        Mutant.acceptor(Shortener::new)),
                new Mutant(3, "an Accept below the promise is taken",
                        Plans.TWO_BALLOTS_ONE_PROPOSAL,
                        Mutant.acceptor(Faithless::new)),
                new Mutant(3, "a block is taken for its ballot, on any tip",
                        Plans.TWO_BALLOTS_ONE_PROPOSAL,
                        Mutant.acceptor(Careless::new)));
    }

    private static class Forgetful extends Acceptor {
        Forgetful(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void adopt(Ballot ballot, List<Block> blocks, long tip) {
            replaceAbove(blocks);
            chain.rewind(tip);
        }
    }

    private static class Hasty extends Acceptor {
        Hasty(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message sync(Message.Sync m) {
            return super.sync(new Message.Sync(
                    m.ballot(), m.parent(), m.parentHash(), m.blocks(), true, m.decided(), 0));
        }
    }

    private static class Piecemeal extends Acceptor {
        Piecemeal(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message sync(Message.Sync m) {
            if (m.ballot().above(accepted) && !m.ballot().below(promised)
                    && chain.holds(m.parent(), m.parentHash())) {
                promise(m.ballot());
                for (Block block : m.blocks()) {
                    replaceAbove(List.of(block));
                    accept(m.ballot());
                }
            }
            return super.sync(m);
        }
    }

    private static class AlikeHolders extends Rules.Alike {
        @Override
        Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
            return new Holder(saved, chain, messageBytes, out);
        }
    }

    private static class Holder extends Acceptor {
        Holder(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message sync(Message.Sync m) {
            long end = m.parent() + m.blocks().size();
            Hash hash = m.blocks().isEmpty() ? m.parentHash() : m.blocks().getLast().hash();
            return !m.ballot().below(promised) && chain.holds(end, hash)
                    ? new Message.Accepted(m.ballot(), end, hash) : super.sync(m);
        }
    }

    private static class BallotFirst extends Acceptor {
        BallotFirst(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message sync(Message.Sync m) {
            if (m.last() && m.ballot().above(accepted) && !m.ballot().below(promised)
                    && chain.holds(m.parent(), m.parentHash())) {
                promise(m.ballot());
                accept(m.ballot());
                replaceAbove(m.blocks());
                chain.rewind(m.parent() + m.blocks().size());
            }
            return super.sync(m);
        }
    }

    private static class Rewinder extends Acceptor {
        Rewinder(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        void replaceAbove(List<Block> blocks) {
            for (Block block : blocks) {
                if (block.height() == chain.decided() + 1) {
                    chain.rewind(chain.decided());
                }
            }
            super.replaceAbove(blocks);
        }
    }

    private static class Unpromising extends Acceptor {
        Unpromising(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message sync(Message.Sync m) {
            if (m.ballot().equals(accepted) || m.ballot().below(promised)
                    || !chain.holds(m.parent(), m.parentHash())) {
                return super.sync(m);
            }
            replaceAbove(m.blocks());
            chain.rewind(m.parent() + m.blocks().size());
            accept(m.ballot());
            return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
        }
    }

    private static class Shortener extends Acceptor {
        Shortener(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message accept(Message.Accept m) {
            if (m.ballot().equals(accepted) && !m.ballot().below(promised)
                    && chain.holds(m.parent(), m.parentHash())) {
                chain.rewind(Math.max(chain.decided(), Math.min(chain.tip(), m.parent()
                        + m.blocks().size())));
            }
            return super.accept(m);
        }
    }

    private static class Faithless extends Acceptor {
        Faithless(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message accept(Message.Accept m) {
            if (m.ballot().below(promised) && m.ballot().equals(accepted)
                    && chain.holds(m.parent(), m.parentHash())) {
                replaceAbove(m.blocks());
                return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
            }
            return super.accept(m);
        }
    }

    private static class Careless extends Acceptor {
        Careless(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message accept(Message.Accept m) {
            if (!m.ballot().below(promised) && !m.ballot().equals(accepted)
                    && m.parent() == chain.tip()) {
                m.blocks().forEach(chain::append);
                return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
            }
            return super.accept(m);
        }
    }
}
