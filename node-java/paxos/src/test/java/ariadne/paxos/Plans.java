package ariadne.paxos;

import java.util.Collections;
import java.util.List;

/** The bounds that mutants die within. The true code passes each, see {@link ExplorerTest}. */
enum Plans {
    TWO_BALLOTS(Plan.ballots(1, 2)),
    ONE_NODE_TWICE_AND_CRASHES(Plan.ballots(1, 1).crashes(2)),
    TWO_BALLOTS_ONE_PROPOSAL(Plan.ballots(1, 2).proposals(1)),
    TWO_BALLOTS_TWO_CRASHES(Plan.ballots(1, 2).crashes(2)),
    TWO_BALLOTS_TWO_READS(Plan.ballots(1, 2).reads(2)),
    TWO_BALLOTS_HEARTBEATS_ONE_CRASH(Plan.ballots(1, 2).withBeats().crashes(1)),
    THREE_BALLOTS_OF_TWO_NODES(Plan.ballots(1, 2, 1)),
    THREE_BALLOTS_OF_THREE_NODES(Plan.ballots(1, 2, 3)),
    AFTER_A_LONE_LEADER(Plan.after(List.of(held(2), promised(), Disk.EMPTY), 2, 3)),
    AFTER_ONE_CHOSEN_ONE_MORE_ONE_CRASH(
            Plan.after(List.of(held(2), held(1), Disk.EMPTY), 2, 3).crashes(1)),
    AFTER_TWO_CHOSEN_ONE_CRASH(
            Plan.after(List.of(held(2), held(2), Disk.EMPTY), 2, 3).crashes(1)),
    AFTER_A_PART_OF_A_LOST_SYNC(
            Plan.after(List.of(promised(), promised(), part()), 2, 3).withBeats()),
    AFTER_TWO_CHOSEN_IN_PARTS(
            Plan.after(List.of(held(2), held(2), Disk.EMPTY), 2, 3).inParts()),
    AFTER_TWO_CHOSEN_ONE_KNOWN_IN_PARTS(
            Plan.after(List.of(held(2).with(new Durable.Decided(1)), held(2), held(1)), 3,
                    2).inParts()),
    FETCHES_ONE_CRASH(Plan.ballots(1, 2).fetches().crashes(1)),
    SNAPSHOTS_AND_FETCHES(Plan.ballots(1, 2).fetches().snapshots()),
    ONE_PROPOSAL_SNAPSHOTS(Plan.ballots(1, 2).proposals(1).snapshots(), true),
    A_NODE_ADDED(Plan.after(four(), 1).change(1, 2, 3, 4).fetches()),
    A_NODE_REMOVED_ONE_CRASH(Plan.ballots(1).change(1, 2).then(2).fetches().crashes(1)),
    A_NODE_REPLACED(Plan.after(four(), 1).change(1, 2, 4).fetches()),
    ALL_REPLACED(Plan.after(four(), 1).change(4).then(4).fetches()),
    THE_LEADER_REPLACED(Plan.after(four(), 1).change(2, 3, 4).then(2).fetches()),
    THE_LEADER_REPLACED_ONE_READ(
            Plan.after(four(), 1).change(2, 3, 4).then(2).fetches().reads(1)),
    THE_LEADER_REPLACED_ONE_PROPOSAL(
            Plan.after(four(), 1).change(2, 3, 4).then(2).fetches().proposals(1),
            true),
    A_STOP_BLOCK_ADOPTED(Plan.ballots(1, 2).change(2, 3).fetches()),
    A_TAIL_LOST(Plan.ballots(1, 2).damages(1)),
    THE_FIRST_FOLLOWERS_TAIL_LOST_ONE_PROPOSAL(
            Plan.ballots(1, 2).proposals(1).damageOf(2), true),
    A_TAIL_LOST_IN_PARTS(Plan.after(List.of(held(2), held(2), Disk.EMPTY), 3)
            .damages(1).inParts());

    final Plan plan;
    /** The true code is walked through it only by the slow tests. */
    final boolean large;

    Plans(Plan plan) {
        this(plan, false);
    }

    Plans(Plan plan, boolean large) {
        this.plan = plan;
        this.large = large;
    }

    /** A disk with the first blocks of ballot 0.1.1. */
    private static Disk held(int blocks) {
        Ballot ballot = new Ballot(0, 1, 1);
        Disk disk = promised().with(new Durable.Accepted(ballot));
        for (int height = 1; height <= blocks; height++) {
            List<byte[]> transactions = height == 1 ? List.of() : List.of(new byte[1]);
            Hash parent = disk.hashAt(height - 1);
            disk = disk.with(new Durable.Appended(new Block(height, parent, transactions,
                    Rules.hash(ballot, height, parent, transactions))));
        }
        return disk;
    }

    /** Three nodes, and one that may be added. */
    private static List<Disk> four() {
        return Collections.nCopies(4, Disk.EMPTY);
    }

    /** The first part of a sync; its ballot is not accepted. */
    private static Disk part() {
        return held(1).with(new Durable.Accepted(Ballot.ZERO));
    }

    private static Disk promised() {
        return Disk.EMPTY.with(new Durable.Promised(new Ballot(0, 1, 1)));
    }
}
