package ariadne.paxos;

import static ariadne.paxos.BrokenInvariant.check;

import java.util.List;

/**
 * The acceptor: all that is durable, and every rule of who may change it. Lamport, <i>Paxos Made
 * Simple</i>, section 2.2, over a whole chain at once as the sequence consensus of Ng, Haridi and
 * Carbone, <i>Omni-Paxos</i> (EuroSys '23), section 4.
 */
class Acceptor {
    final Effects out;
    final Chain chain;
    private final long messageBytes;
    Ballot promised;
    Ballot accepted;

    Acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
        this.promised = saved.promised();
        this.accepted = saved.accepted();
        this.chain = chain;
        this.messageBytes = messageBytes;
        this.out = out;
    }

    /** Takes over the state of another, for a copy of a whole replica. */
    void copyFrom(Acceptor other) {
        promised = other.promised;
        accepted = other.accepted;
    }

    final Standing standing() {
        return new Standing(promised, accepted, chain.tip(), chain.tipHash(), chain.decided());
    }

    /** A promise is recorded before anything is said. It never goes back. */
    void promise(Ballot ballot) {
        if (ballot.above(promised)) {
            promised = ballot;
            out.persist(new Durable.Promised(ballot));
        }
    }

    /** Phase 1b. A repeated Prepare is answered again: its first answer may be lost. */
    Message prepare(Message.Prepare m) {
        if (m.ballot().below(promised)) {
            return new Message.Refused(m.ballot(), promised);
        }
        promise(m.ballot());
        List<Block> blocks = m.decided() >= chain.tip()
                ? List.of() : chain.above(m.decided(), messageBytes);
        return new Message.Promise(m.ballot(), standing(), blocks);
    }

    /**
     * Phase 2b. Refuses below the promise; until this follower was synced in the ballot nothing is
     * taken; whatever is held already is answered again and never shortens the chain.
     */
    Message accept(Message.Accept m) {
        if (m.ballot().below(promised)) {
            return new Message.Refused(m.ballot(), promised);
        }
        if (!m.ballot().equals(accepted) || !chain.holds(m.parent(), m.parentHash())) {
            return new Message.Behind(m.ballot(), standing(), chain.decided());
        }
        for (Block block : m.blocks()) {
            if (block.height() > chain.tip()) {
                chain.append(block);
            } else {
                check(chain.holds(block.height(), block.hash()),
                        "two blocks at height %d under ballot %s", block.height(), m.ballot());
            }
        }
        decided(m.ballot(), m.decided());
        return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
    }

    /**
     * Brings this chain to the leader's. On disk: the promise, the rewind to the longest common
     * prefix and no further, the blocks, the accepted ballot last; so a crash between any two is
     * harmless.
     */
    Message sync(Message.Sync m) {
        if (m.ballot().equals(accepted)) {
            return accept(new Message.Accept(
                    m.ballot(), m.parent(), m.parentHash(), m.blocks(), m.decided()));
        }
        if (m.ballot().below(promised)) {
            return new Message.Refused(m.ballot(), promised);
        }
        promise(m.ballot());
        if (!chain.holds(m.parent(), m.parentHash())) {
            return new Message.Behind(m.ballot(), standing(), chain.decided());
        }
        long end = m.parent() + m.blocks().size();
        replaceAbove(m.blocks());
        if (!m.last()) {
            return new Message.Behind(m.ballot(), standing(), end);
        }
        chain.rewind(end);
        accept(m.ballot());
        decided(m.ballot(), m.decided());
        return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
    }

    /** The candidate's own sync: the adopted chain, then the accepted ballot. */
    void adopt(Ballot ballot, List<Block> blocks, long tip) {
        replaceAbove(blocks);
        chain.rewind(tip);
        accept(ballot);
    }

    /** Records that the whole chain is held under the ballot. */
    void accept(Ballot ballot) {
        check(!ballot.below(promised), "accepts %s below its promise %s", ballot, promised);
        accepted = ballot;
        out.persist(new Durable.Accepted(ballot));
    }

    /**
     * Puts blocks in place: those already held stay, with everything above them; from the first
     * that differs on the chain is replaced.
     */
    void replaceAbove(List<Block> blocks) {
        for (Block block : blocks) {
            if (!chain.holds(block.height(), block.hash())) {
                chain.rewind(Math.min(chain.tip(), block.height() - 1));
                chain.append(block);
            }
        }
    }

    /** Blocks learned as decided change neither the promised nor the accepted ballot. */
    void learn(List<Block> decidedBlocks) {
        long decided = chain.decided();
        List<Block> news = decidedBlocks.stream().filter(b -> b.height() > decided).toList();
        if (!news.isEmpty()) {
            replaceAbove(news);
            chain.decide(news.getLast().height());
        }
    }

    /**
     * A decided height is believed up to what is held under that sender's ballot. Nobody leads
     * under ZERO: what is held under it came with parts of a sync, and may never be decided.
     */
    void decided(Ballot ballot, long height) {
        if (ballot.equals(accepted) && !ballot.equals(Ballot.ZERO)) {
            chain.decide(Math.min(height, chain.tip()));
        }
    }
}
