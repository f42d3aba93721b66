package ariadne.paxos;

import java.util.List;

/**
 * The bounds of an exploration of three nodes. Loss, repetition and reordering are never bounded.
 *
 * @param start what the three disks hold; all older messages are lost
 * @param ballots in rising order; each is stood under at most once, by its node, at any time
 * @param proposals beside the first block of each ballot, none above height 2
 * @param crashes each may tear the records under way at any place
 * @param reads at leaders
 * @param beats whether heartbeats are sent all the time
 * @param parts whether every message carries one block only, so that syncs come in parts
 */
record Plan(List<Disk> start, List<Ballot> ballots, int proposals, int crashes, int reads,
        boolean beats, boolean parts) {
    static final int HEIGHTS = 2;

    /** From empty disks; the nodes that stand, in the order of their ballots. */
    static Plan ballots(int... nodes) {
        return after(List.of(Disk.EMPTY, Disk.EMPTY, Disk.EMPTY), nodes);
    }

    static Plan after(List<Disk> start, int... nodes) {
        long round = start.stream().mapToLong(disk -> disk.promised().round()).max().orElse(0);
        Ballot[] ballots = new Ballot[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            ballots[i] = new Ballot(0, ++round, nodes[i]);
        }
        return new Plan(start, List.of(ballots), 0, 0, 0, false, false);
    }

    Plan proposals(int n) {
        return new Plan(start, ballots, n, crashes, reads, beats, parts);
    }

    Plan crashes(int n) {
        return new Plan(start, ballots, proposals, n, reads, beats, parts);
    }

    Plan reads(int n) {
        return new Plan(start, ballots, proposals, crashes, n, beats, parts);
    }

    Plan withBeats() {
        return new Plan(start, ballots, proposals, crashes, reads, true, parts);
    }

    Plan inParts() {
        return new Plan(start, ballots, proposals, crashes, reads, beats, true);
    }

    Settings settings(int self) {
        return new Settings(self, 1, 2, 100, 10, 1000, parts ? 1 : 100_000, 1000);
    }
}
