package ariadne.simulator.protocol;

import static ariadne.simulator.Violation.check;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Message;
import ariadne.paxos.Standing;
import ariadne.simulator.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows what no node can know, and fails at the first step that must never be. */
final class Oracle {
    private final int majority;
    private final Votes votes = new Votes();
    private final List<Block> chain = new ArrayList<>();
    private final List<Long> states = new ArrayList<>();
    private final Map<Long, Long> heights = new HashMap<>();
    private final Set<Long> acknowledged = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();
    private final Ballot[] saidPromised;
    private final Ballot[] saidAccepted;
    private final Ballot[] prepared;
    private final long[] decided;
    private long acknowledgedHeight;
    private long greatestAcknowledged;

    Oracle(int nodes) {
        majority = nodes / 2 + 1;
        saidPromised = ballots(nodes);
        saidAccepted = ballots(nodes);
        prepared = ballots(nodes);
        decided = new long[nodes + 1];
    }

    private static Ballot[] ballots(int nodes) {
        Ballot[] ballots = new Ballot[nodes + 1];
        Arrays.fill(ballots, Ballot.ZERO);
        return ballots;
    }

    long height() {
        return chain.size();
    }

    Block block(long height) {
        return chain.get((int) height - 1);
    }

    /** Greatest height that any client was told of. */
    long acknowledgedHeight() {
        return acknowledgedHeight;
    }

    int acknowledgedOperations() {
        return acknowledged.size();
    }

    /** Whether an operation with an id above {@code last} is acknowledged. */
    boolean acknowledgedSince(long last) {
        return greatestAcknowledged > last;
    }

    void hardened(int node, Durable durable, View view) {
        votes.hardened(node, durable, view, height());
    }

    /** A node starts from its disk: ballots that it has told of are still there. */
    void started(int node, View disk) {
        check(!disk.promised().below(saidPromised[node]),
                "node %d came back with promise %s, but had promised %s", node, disk.promised(),
                saidPromised[node]);
        check(!disk.accepted().below(saidAccepted[node]),
                "node %d came back with accepted ballot %s, but had accepted under %s", node,
                disk.accepted(), saidAccepted[node]);
        check(disk.decided() <= height(), "node %d starts with %d decided, the cluster has %d",
                node, disk.decided(), height());
        decided[node] = disk.decided();
        prepared[node] = Ballot.ZERO;
    }

    /** A message leaves a node. What it claims must outlive a crash; who leads has prepared. */
    void said(int node, Message message) {
        switch (message) {
            case Message.Prepare m -> {
                promised(node, m.ballot());
                prepared[node] = m.ballot();
            }
            case Message.Promise m -> stands(node, m.standing());
            case Message.Behind m -> stands(node, m.standing());
            case Message.HeartbeatAnswer m -> stands(node, m.standing());
            case Message.Heartbeat m -> promised(node, m.promised());
            case Message.Accepted m -> {
                promised(node, m.ballot());
                accepted(node, m.ballot());
            }
            case Message.Sync m -> leads(node, m.ballot());
            case Message.Accept m -> leads(node, m.ballot());
            case Message.Confirm m -> leads(node, m.ballot());
            case Message.Decided m -> leads(node, m.ballot());
            case Message.Refused m -> { }
            case Message.Confirmed m -> { }
            case Message.ReadAsk m -> { }
            case Message.ReadAnswer m -> { }
            case Message.Over m -> { }
        }
    }

    private void leads(int node, Ballot ballot) {
        check(ballot.equals(prepared[node]), "node %d leads under %s without a phase 1 of it in "
                + "this life; its last was %s", node, ballot, prepared[node]);
    }

    private void stands(int node, Standing standing) {
        promised(node, standing.promised());
        accepted(node, standing.accepted());
    }

    private void promised(int node, Ballot ballot) {
        if (ballot.above(saidPromised[node])) {
            saidPromised[node] = ballot;
        }
    }

    private void accepted(int node, Ballot ballot) {
        if (ballot.above(saidAccepted[node])) {
            saidAccepted[node] = ballot;
        }
    }

    /** A node decides; in order, and the same as everybody. */
    void decided(int node, Block block) {
        check(block.height() == decided[node] + 1, "node %d decides height %d after %d", node,
                block.height(), decided[node]);
        decided[node] = block.height();
        if (block.height() <= height()) {
            Block known = block(block.height());
            check(known.hash().equals(block.hash()),
                    "two blocks decided at height %d: node %d says %s, others %s",
                    block.height(), node, block, known);
            return;
        }
        Hash tip = chain.isEmpty() ? QuickHasher.genesis() : chain.getLast().hash();
        check(block.parent().equals(tip), "node %d decides %s on top of %s, not on %s", node,
                block, block.parent(), tip);
        check(votes.most(block) >= majority,
                "node %d decides %s, forced by %d under one ballot, majority is %d", node, block,
                votes.most(block), majority);
        long state = states.isEmpty() ? 0 : states.getLast();
        for (byte[] transaction : block.transactions()) {
            long id = Operation.id(transaction);
            Long before = heights.putIfAbsent(id, block.height());
            check(before == null, "operation %d at heights %d and %d", id, before, block.height());
            check(!refused.contains(id), "operation %d was refused, and decided at height %d", id,
                    block.height());
        }
        chain.add(block);
        states.add(fold(state, block));
    }

    /** The state machine of the simulation: all transactions, in order. */
    static long fold(long state, Block block) {
        long folded = state;
        for (byte[] transaction : block.transactions()) {
            folded = Dice.mix(folded * 31 + Operation.id(transaction));
        }
        return folded;
    }

    /** A node has applied the chain up to a height. */
    void applied(int node, long height, long state) {
        long expected = height == 0 ? 0 : states.get((int) height - 1);
        check(state == expected, "node %d has state %016x at height %d, others %016x", node, state,
                height, expected);
    }

    void acknowledge(long operation, long height) {
        Long at = heights.get(operation);
        check(at != null && at == height, "operation %d acknowledged at height %d, stands at %s",
                operation, height, at);
        acknowledged.add(operation);
        greatestAcknowledged = Math.max(greatestAcknowledged, operation);
        acknowledgedHeight = Math.max(acknowledgedHeight, height);
    }

    void refuse(long operation) {
        check(!heights.containsKey(operation), "operation %d refused, stands at height %s",
                operation, heights.get(operation));
        refused.add(operation);
    }

    /** A read was given a height; {@code floor} is what had been acknowledged when it began. */
    void read(int node, long height, long floor) {
        check(height >= floor, "stale read: node %d is told height %d, %d was acknowledged before",
                node, height, floor);
        check(height <= height(), "node %d is told read height %d, decided is %d", node, height,
                height());
    }

    /** A read was served from the state at a height, and a client has seen that state. */
    void served(long height) {
        acknowledgedHeight = Math.max(acknowledgedHeight, height);
    }

    /** What is acknowledged stands on a majority of disks, whatever a crash took. */
    void durable(List<View> disks) {
        if (acknowledgedHeight == 0) {
            return;
        }
        Block block = block(acknowledgedHeight);
        long holders = disks.stream().filter(disk -> disk.holds(block)).count();
        check(holders >= majority, "acknowledged %s stands on %d disks, majority is %d", block,
                holders, majority);
    }

    /** A node at rest has the whole chain, and in it everything that was acknowledged. */
    void whole(int node, View disk) {
        check(chain.isEmpty() || disk.holds(chain.getLast()), "node %d lacks the end of the chain",
                node);
        Set<Long> there = new HashSet<>();
        for (long height = 1; height <= height(); height++) {
            disk.block(height).transactions().forEach(t -> there.add(Operation.id(t)));
        }
        for (long operation : acknowledged) {
            check(there.contains(operation), "acknowledged operation %d is lost on node %d",
                    operation, node);
        }
    }
}
