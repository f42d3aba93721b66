package ariadne.simulator.protocol;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Input;
import ariadne.paxos.Note;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where clients come to: takes operations and reads for one node, answers them, forgets them in a
 * crash. An operation is passed to the leader once at most and never repeated.
 */
final class Desk {
    /** A read that was given a height and waits for the node to get there. */
    private record Waiting(long id, long height) {}

    private final World world;
    private final Node node;
    private final Set<Long> operations = new HashSet<>();
    private final Map<Long, Long> floors = new HashMap<>();
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private long nextRead;

    Desk(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    void crash() {
        operations.clear();
        floors.clear();
        waiting.clear();
    }

    /** Operations of one client at this node. */
    void submit(List<Operation> asked) {
        if (!node.up()) {
            asked.forEach(operation -> world.oracle().refuse(operation.id()));
            return;
        }
        int hint = node.replica().follows();
        if (!node.replica().leads().equals(Ballot.ZERO)) {
            propose(asked);
        } else if (hint == 0 || hint == node.id()) {
            asked.forEach(operation -> world.oracle().refuse(operation.id()));
        } else {
            asked.forEach(operation -> world.network().forward(node.id(), hint, operation));
        }
    }

    void propose(List<Operation> asked) {
        asked.forEach(operation -> operations.add(operation.id()));
        node.arrive(new Input.Propose(asked.stream().map(Operation::bytes).toList()));
    }

    /** A client reads at this node; the number that the read goes by. */
    long read() {
        long id = ((long) node.id() << 56) | ((long) node.life() << 32) | nextRead++;
        floors.put(id, world.oracle().acknowledgedHeight());
        node.arrive(new Input.Read(id));
        return id;
    }

    void note(Note note) {
        switch (note) {
            case Note.NotTaken n -> n.transactions().forEach(transaction -> {
                long id = Operation.id(transaction);
                operations.remove(id);
                world.oracle().refuse(id);
            });
            case Note.ReadAt n -> readAt(n.id(), n.height());
            case Note.ReadLost n -> floors.remove(n.id());
            case Note.Leads n -> { }
            case Note.SteppedDown n -> { }
            case Note.Follows n -> { }
            case Note.CannotStand n -> { }
            case Note.Behind n -> { } // The leader's syncs bring what is missing, in parts.
            case Note.NewEra n -> throw new IllegalStateException("no stop blocks here");
        }
    }

    private void readAt(long id, long height) {
        Long floor = floors.remove(id);
        if (floor == null) {
            return;
        }
        world.oracle().read(node.id(), height, floor);
        if (node.applied() >= height) {
            serve();
        } else {
            waiting.add(new Waiting(id, height));
        }
    }

    private void serve() {
        world.oracle().served(node.applied());
        world.countRead();
    }

    void applied(Block block) {
        for (byte[] transaction : block.transactions()) {
            long id = Operation.id(transaction);
            if (operations.remove(id)) {
                world.oracle().acknowledge(id, block.height());
            }
        }
        if (!waiting.isEmpty()) {
            for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
                if (it.next().height() <= block.height()) {
                    it.remove();
                    serve();
                }
            }
        }
    }
}
