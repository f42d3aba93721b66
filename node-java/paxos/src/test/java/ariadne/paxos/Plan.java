package ariadne.paxos;

import java.util.List;

/**
 * The bounds of an exploration of three nodes. Loss, repetition and reordering are never bounded.
 *
 * @param ballots in rising order; each is stood under at most once, by its node, at any time
 * @param proposals beside the first block of each ballot
 * @param heights no proposal goes above
 * @param crashes each may tear the records under way at any place
 * @param reads at leaders
 * @param beats whether heartbeats are sent all the time
 * @param parts whether every message carries one block only, so that syncs come in parts
 */
record Plan(List<Ballot> ballots, int proposals, int heights, int crashes, int reads, boolean beats,
        boolean parts) {
    static Plan ballots(int... nodes) {
        Ballot[] ballots = new Ballot[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            ballots[i] = new Ballot(0, i + 1, nodes[i]);
        }
        return new Plan(List.of(ballots), 0, 2, 0, 0, false, false);
    }

    Plan proposals(int n) {
        return new Plan(ballots, n, heights, crashes, reads, beats, parts);
    }

    Plan crashes(int n) {
        return new Plan(ballots, proposals, heights, n, reads, beats, parts);
    }

    Plan reads(int n) {
        return new Plan(ballots, proposals, heights, crashes, n, beats, parts);
    }

    Plan withBeats() {
        return new Plan(ballots, proposals, heights, crashes, reads, true, parts);
    }

    Plan inParts() {
        return new Plan(ballots, proposals, heights, crashes, reads, beats, true);
    }

    Settings settings(int self) {
        return new Settings(self, List.of(1, 2, 3), 1, 2, 100, 10, 1000, parts ? 1 : 100_000);
    }
}
