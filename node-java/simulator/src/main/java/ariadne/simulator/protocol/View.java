package ariadne.simulator.protocol;

import static ariadne.simulator.Violation.check;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Membership;
import ariadne.paxos.Saved;
import java.util.ArrayList;
import java.util.List;

/** What the records on a disk add up to. Records that contradict each other are a violation. */
final class View {
    private final int node;
    private final List<Block> chain = new ArrayList<>();
    private Ballot promised = Ballot.ZERO;
    private Ballot accepted = Ballot.ZERO;
    private long decided;
    private long vouched;

    View(int node) {
        this.node = node;
    }

    void apply(Durable durable) {
        switch (durable) {
            case Durable.Promised r -> {
                check(!r.ballot().below(promised), "node %d: promise went back from %s to %s",
                        node, promised, r.ballot());
                promised = r.ballot();
            }
            case Durable.Accepted r -> {
                check(!r.ballot().below(accepted), "node %d: accepted went back from %s to %s",
                        node, accepted, r.ballot());
                accepted = r.ballot();
            }
            case Durable.Rewound r -> {
                check(r.height() >= decided && r.height() <= tip(),
                        "node %d: rewound to %d, decided %d, tip %d", node, r.height(), decided,
                        tip());
                chain.subList((int) r.height(), chain.size()).clear();
            }
            case Durable.Appended r -> {
                check(r.block().height() == tip() + 1 && r.block().parent().equals(hashAt(tip())),
                        "node %d: block %s does not extend %d:%s", node, r.block(), tip(),
                        hashAt(tip()));
                chain.add(r.block());
            }
            case Durable.Installed r -> throw new IllegalStateException("a snapshot: " + r);
            case Durable.Sound r -> throw new IllegalStateException("never in doubt");
            case Durable.Decided r -> {
                decided(r.height());
                vouched = r.height();
            }
            case Durable.Learned r -> decided(r.height());
        }
    }

    private void decided(long height) {
        check(height >= decided && height <= tip(),
                "node %d: decided mark %d after %d, tip %d", node, height, decided, tip());
        decided = height;
    }

    Ballot promised() {
        return promised;
    }

    Ballot accepted() {
        return accepted;
    }

    long decided() {
        return decided;
    }

    long tip() {
        return chain.size();
    }

    Block block(long height) {
        check(height >= 1 && height <= tip(), "node %d: its disk has no block %d", node, height);
        return chain.get((int) height - 1);
    }

    Hash hashAt(long height) {
        return height == 0 ? QuickHasher.genesis() : block(height).hash();
    }

    boolean holds(Block block) {
        return block.height() <= tip() && hashAt(block.height()).equals(block.hash());
    }

    /** What a node that starts is given. */
    Saved saved(Membership membership) {
        return new Saved(promised, accepted, decided, vouched, hashAt(decided),
                List.copyOf(chain.subList((int) decided, chain.size())), membership, false);
    }
}
