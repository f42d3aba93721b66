package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bounds of an exploration of three or four nodes. Loss, repetition and reordering are never
 * bounded.
 *
 * @param start what the disks hold; all older messages are lost
 * @param ballots in rising order; each is stood under at most once, by its node, at any time
 * @param next members after the one change that a leader may propose; empty when there is none
 * @param heights above which no leader proposes
 * @param may how often the rest may happen
 */
record Plan(List<Disk> start, List<Ballot> ballots, List<Integer> next, int heights, May may) {
    /**
     * What may happen how often.
     *
     * @param proposals beside the first block of each ballot, and beside the change
     * @param crashes each may tear the records under way at any place
     * @param reads at leaders
     * @param damages each is a crash that loses blocks from the tip down
     * @param damaged the only node that this happens to, 0 for any
     * @param beats whether heartbeats are sent all the time
     * @param parts whether every message carries one block only, so that syncs come in parts
     * @param fetches whether what a node knows decided is fetched by any other, at any time later;
     *     where there is a change, only with the stop block
     * @param snapshots whether others install snapshots of it, too
     */
    record May(int proposals, int crashes, int reads, int damages, int damaged, boolean beats,
            boolean parts, boolean fetches, boolean snapshots) {
        static final May NOTHING = new May(0, 0, 0, 0, 0, false, false, false, false);
    }

    /** From empty disks; the nodes that stand, in the order of their ballots. */
    static Plan ballots(int... nodes) {
        return after(List.of(Disk.EMPTY, Disk.EMPTY, Disk.EMPTY), nodes);
    }

    static Plan after(List<Disk> start, int... nodes) {
        long round = start.stream().mapToLong(disk -> disk.promised().round()).max().orElse(0);
        List<Ballot> ballots = new ArrayList<>();
        for (int node : nodes) {
            ballots.add(new Ballot(0, ++round, node));
        }
        return new Plan(start, ballots, List.of(), 2, May.NOTHING);
    }

    /** The change ends era 0; whoever led then stands in era 1 without being told to. */
    Plan change(Integer... members) {
        return new Plan(start, ballots, List.of(members), 3, may);
    }

    /** Nodes that stand in era 1, above whoever stands there untold. */
    Plan then(int... nodes) {
        List<Ballot> more = new ArrayList<>(ballots);
        for (int node : nodes) {
            more.add(new Ballot(1, 2L + more.size(), node));
        }
        return new Plan(start, more, next, heights, may);
    }

    private Plan with(May its) {
        return new Plan(start, ballots, next, heights, its);
    }

    Plan proposals(int n) {
        return with(new May(n, may.crashes, may.reads, may.damages, may.damaged,
                may.beats, may.parts, may.fetches, may.snapshots));
    }

    Plan crashes(int n) {
        return with(new May(may.proposals, n, may.reads, may.damages, may.damaged,
                may.beats, may.parts, may.fetches, may.snapshots));
    }

    Plan reads(int n) {
        return with(new May(may.proposals, may.crashes, n, may.damages, may.damaged,
                may.beats, may.parts, may.fetches, may.snapshots));
    }

    Plan damages(int n) {
        return with(new May(may.proposals, may.crashes, may.reads, n, may.damaged,
                may.beats, may.parts, may.fetches, may.snapshots));
    }

    Plan damageOf(int node) {
        return with(new May(may.proposals, may.crashes, may.reads, 1, node,
                may.beats, may.parts, may.fetches, may.snapshots));
    }

    Plan withBeats() {
        return with(new May(may.proposals, may.crashes, may.reads, may.damages, may.damaged,
                true, may.parts, may.fetches, may.snapshots));
    }

    Plan inParts() {
        return with(new May(may.proposals, may.crashes, may.reads, may.damages, may.damaged,
                may.beats, true, may.fetches, may.snapshots));
    }

    Plan fetches() {
        return with(new May(may.proposals, may.crashes, may.reads, may.damages, may.damaged,
                may.beats, may.parts, true, may.snapshots));
    }

    Plan snapshots() {
        return with(new May(may.proposals, may.crashes, may.reads, may.damages, may.damaged,
                may.beats, may.parts, may.fetches, true));
    }

    int nodes() {
        return start.size();
    }

    /** The first three nodes; a fourth waits to be added. */
    Membership membership() {
        return Membership.first(IntStream.rangeClosed(1, 3).boxed().toList());
    }

    List<Membership> eras() {
        return next.isEmpty() ? List.of(membership())
                : List.of(membership(), new Membership(1, next, 1));
    }

    Settings settings(int self) {
        return new Settings(self, 1, 2, 100, 10, 1000, may.parts ? 1 : 100_000, 100);
    }
}
