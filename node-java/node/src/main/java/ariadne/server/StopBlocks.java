package ariadne.server;

import ariadne.kv.Roster;
import ariadne.paxos.Block;
import ariadne.paxos.Stops;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.util.List;

/** Stop blocks hold one transaction, a change of members, and nothing else. */
final class StopBlocks implements Stops {
    private final Transactions transactions;

    StopBlocks(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Integer> next(Block block) {
        if (block.transactions().size() != 1) {
            return List.of();
        }
        try {
            Roster next = transactions.change(block.transactions().getFirst());
            return next == null ? List.of() : next.ids();
        } catch (WireException e) {
            throw new IllegalStateException("a block with what is no transaction: " + block, e);
        }
    }
}
