package ariadne.server;

import ariadne.kv.OperationId;
import ariadne.paxos.Block;
import ariadne.wire.Transactions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Transactions on their way into the chain, at most one copy of each operation: what waits for a
 * block and what stands in a block of this node's chain that is not applied yet.
 */
public class Proposals {
    /**
     * A transaction that waits.
     *
     * @param origin id of the node whose client waits for it
     * @param tag which of that node's requests it is
     */
    record Proposal(OperationId id, byte[] transaction, int origin, long tag) {}

    private final Function<byte[], OperationId> idOf;
    private final int capacity;
    private final ArrayDeque<Proposal> queue = new ArrayDeque<>();
    private final Set<OperationId> queued = new HashSet<>();
    private long queuedBytes;
    private final TreeMap<Long, List<OperationId>> inChain = new TreeMap<>();
    private final Set<OperationId> inFlight = new HashSet<>();

    protected Proposals(Function<byte[], OperationId> idOf, int capacity) {
        this.idOf = idOf;
        this.capacity = capacity;
    }

    /** Whether this operation is on its way already: then no second copy may be proposed. */
    protected boolean knows(OperationId id) {
        return queued.contains(id) || inFlight.contains(id);
    }

    boolean full() {
        return queue.size() >= capacity;
    }

    /** Bytes of the transactions that wait. */
    long queuedBytes() {
        return queuedBytes;
    }

    int size() {
        return queue.size();
    }

    int inFlight() {
        return inFlight.size();
    }

    void offer(Proposal proposal) {
        queue.add(proposal);
        queued.add(proposal.id());
        queuedBytes += proposal.transaction().length;
    }

    /** Takes proposals for blocks, oldest first; a change of members alone. */
    List<Proposal> take(int maxCount, long maxBytes) {
        List<Proposal> taken = new ArrayList<>();
        long bytes = 0;
        while (taken.size() < maxCount && !queue.isEmpty()) {
            bytes += queue.peek().transaction().length;
            boolean change = Transactions.isChange(queue.peek().transaction());
            if ((bytes > maxBytes || change) && !taken.isEmpty()) {
                break;
            }
            Proposal proposal = queue.remove();
            queued.remove(proposal.id());
            queuedBytes -= proposal.transaction().length;
            taken.add(proposal);
            if (change) {
                break;
            }
        }
        return taken;
    }

    /** Takes everything that waits. */
    List<Proposal> drain() {
        List<Proposal> all = List.copyOf(queue);
        queue.clear();
        queued.clear();
        queuedBytes = 0;
        return all;
    }

    void appended(Block block) {
        List<OperationId> ids = new ArrayList<>(block.transactions().size());
        for (byte[] transaction : block.transactions()) {
            ids.add(idOf.apply(transaction));
        }
        inChain.put(block.height(), ids);
        inFlight.addAll(ids);
    }

    void rewound(long height) {
        List<List<OperationId>> gone = new ArrayList<>(inChain.tailMap(height, false).values());
        inChain.tailMap(height, false).clear();
        gone.forEach(ids -> ids.forEach(inFlight::remove));
    }

    void applied(long height) {
        List<OperationId> ids = inChain.remove(height);
        if (ids != null) {
            ids.forEach(inFlight::remove);
        }
    }
}
