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
    /**
     * Blocks accepted in a former life may be missing: nothing is promised, accepted or confirmed
     * before a whole sync. Alagappan et al., <i>Protocol-Aware Recovery for Consensus-Based
     * Storage</i> (FAST '18), section 3.3.
     */
    boolean doubtful;
    /** Names this life of a doubtful node, so that it knows answers to what it asked since. */
    long life;

    Acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
        this.promised = saved.promised();
        this.accepted = saved.accepted();
        this.doubtful = saved.doubtful();
        this.chain = chain;
        this.messageBytes = messageBytes;
        this.out = out;
    }

    /** Takes over the state of another, for a copy of a whole replica. */
    void copyFrom(Acceptor other) {
        promised = other.promised;
        accepted = other.accepted;
        doubtful = other.doubtful;
        life = other.life;
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

    /** Begins a life of a doubtful node, under a number that no other life of it has. */
    void begin(long newLife) {
        life = newLife;
    }

    /** Whether this node takes part in majorities of the era that its decided chain is in. */
    boolean votes(int self) {
        return !doubtful && chain.membership().has(self);
    }

    private Message.Behind behind(Ballot ballot, long fits) {
        return new Message.Behind(ballot, standing(), fits, doubtful ? life : 0);
    }

    /**
     * Phase 1b. A repeated Prepare is answered again: its first answer may be lost.
     *
     * @return null when a doubtful node says nothing
     */
    Message prepare(Message.Prepare m) {
        if (m.ballot().below(promised)) {
            return new Message.Refused(m.ballot(), promised);
        }
        if (doubtful) {
            return null;
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
        if (doubtful || !m.ballot().equals(accepted)
                || !chain.holds(m.parent(), m.parentHash()) || contradicted(m.blocks())) {
            return behind(m.ballot(), chain.decided());
        }
        for (Block block : m.blocks()) {
            if (block.height() > chain.tip()) {
                chain.append(block);
            } else if (block.height() >= chain.start()) {
                check(chain.holds(block.height(), block.hash()),
                        "two blocks at height %d under ballot %s", block.height(), m.ballot());
            }
        }
        decided(m.ballot(), m.decided());
        // A decided tip may have been learned, and need not be the leader's.
        long end = m.parent() + m.blocks().size();
        long held = chain.tip() > chain.decided() ? chain.tip() : end;
        return new Message.Accepted(m.ballot(), held, chain.hashAt(held));
    }

    /**
     * Whether blocks contradict decided ones that this node learned: then a later ballot has
     * decided them, and whoever sent these leads no more. Decided blocks that this node accepted
     * itself can't be contradicted; see the check in {@link Chain#rewind}.
     */
    boolean contradicted(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> block.height() > chain.vouched()
                && block.height() <= chain.decided() && block.height() >= chain.start()
                && !chain.holds(block.height(), block.hash()));
    }

    /**
     * Brings this chain to the leader's. On disk: the promise, the rewind to the longest common
     * prefix and no further, the blocks, the accepted ballot last; so a crash between any two is
     * harmless.
     *
     * <p>A doubtful node takes one under a ballot above the accepted one, or under that ballot in
     * answer to what it asked in this life. An older one would make it forget.
     */
    Message sync(Message.Sync m) {
        if (doubtful && !mends(m)) {
            return behind(m.ballot(), chain.decided());
        }
        if (!doubtful && m.ballot().equals(accepted)) {
            return accept(new Message.Accept(
                    m.ballot(), m.parent(), m.parentHash(), m.blocks(), m.decided()));
        }
        if (m.ballot().below(promised)) {
            return new Message.Refused(m.ballot(), promised);
        }
        promise(m.ballot());
        long end = m.parent() + m.blocks().size();
        if (!chain.holds(m.parent(), m.parentHash()) || contradicted(m.blocks())
                || (m.last() && end < chain.decided() && end >= chain.vouched())) {
            return behind(m.ballot(), chain.decided());
        }
        replaceAbove(m.blocks());
        if (!m.last()) {
            return behind(m.ballot(), end);
        }
        chain.rewind(end);
        accept(m.ballot());
        sound();
        decided(m.ballot(), m.decided());
        return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
    }

    boolean mends(Message.Sync m) {
        return !m.ballot().equals(accepted) || m.answers() == life;
    }

    private void sound() {
        if (doubtful) {
            doubtful = false;
            out.persist(new Durable.Sound());
        }
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
            if (block.height() >= chain.start() && !chain.holds(block.height(), block.hash())) {
                chain.rewind(Math.min(chain.tip(), block.height() - 1));
                chain.append(block);
            }
        }
    }

    /** Blocks learned as decided change neither the promised nor the accepted ballot. */
    void learn(List<Block> decidedBlocks) {
        long held = chain.decided();
        for (Block block : decidedBlocks) {
            if (block.height() == held + 1) {
                replaceAbove(List.of(block));
                held++;
                if (chain.stopping()) {
                    chain.learn(held);
                }
            }
        }
        chain.learn(held);
    }

    /** So does a snapshot; what is held above its height stays. */
    void install(Input.Installed snapshot) {
        chain.install(snapshot.height(), snapshot.hash(), snapshot.membership());
    }

    /**
     * A decided height is believed up to what is held under that sender's ballot. Nobody leads
     * under ZERO: what is held under it came with parts of a sync, and may never be decided.
     */
    void decided(Ballot ballot, long height) {
        // Of a doubtful node the rewind and the blocks may be lost, and the ballot alone be left.
        if (!doubtful && ballot.equals(accepted) && !ballot.equals(Ballot.ZERO)
                && height > chain.decided()) {
            chain.decide(Math.min(height, chain.tip()));
        }
    }
}
