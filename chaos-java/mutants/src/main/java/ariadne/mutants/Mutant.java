package ariadne.mutants;

import ariadne.kv.AppliesAgain;
import ariadne.kv.LateImage;
import ariadne.kv.Sessionless;
import ariadne.paxos.Durable;
import ariadne.paxos.PlantedReads;
import ariadne.paxos.PlantedVotes;
import ariadne.server.HastyProposals;
import ariadne.server.Parts;
import java.util.Arrays;
import java.util.Optional;

/** The gallery: each a whole node with one part replaced. */
enum Mutant {
    STALE_READS("stale-reads", "reads served from local state, without confirmation", "",
            Lab.CATCHES, Replaced.protocol(PlantedReads.stale())),
    UNCONFIRMED_READS("unconfirmed-reads", "a leader reads without asking whether it leads", "",
            Lab.BY_CHANCE, Replaced.protocol(PlantedReads.unconfirmed())),
    INDEX_OUTLIVES_BALLOT("index-outlives-ballot",
            "a read index is used after its leader changed", "etcd#20418",
            Lab.TOO_RARE, Replaced.protocol(PlantedReads.indexAfterItsBallot())),
    READ_BEFORE_OWN_BLOCK("read-before-own-block",
            "a new leader reads before a block of its own", "etcd#7331",
            Lab.TOO_RARE, Replaced.protocol(PlantedReads.beforeOwnBlock())),
    READ_BEFORE_REPLAY("read-before-replay",
            "a node that came back reads from what it had saved", "redisraft#18",
            Lab.BY_CHANCE, Replaced.protocol(PlantedReads.beforeReplay())),
    READ_JOINS_ROUND("read-joins-round",
            "a read joins confirmations that began before it came", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedReads.joinsRound())),
    PROMISE_NOT_FORCED("promise-not-forced", "a promise is answered before it is forced", "",
            Lab.NEEDS_POWER, Replaced.disk(chain ->
                    new LazyDisk(chain, record -> record instanceof Durable.Promised))),
    ACCEPT_NOT_FORCED("accept-not-forced", "a block is accepted before it is forced",
            "NATS 2.12.1", Lab.NEEDS_POWER, Replaced.disk(chain ->
                    new LazyDisk(chain, record -> record instanceof Durable.Appended))),
    ANSWER_BEFORE_FORCE("answer-before-force",
            "promises and accepts stay in memory for a while", "NATS 2.12.1",
            Lab.BY_CHANCE, Replaced.disk(LateDisk::new)),
    PROMISE_FORGOTTEN("promise-forgotten", "the promised ballot is forgotten on restart",
            "canonical/raft#386", Lab.BY_CHANCE, Replaced.disk(chain ->
                    new ForgetfulDisk(chain, ForgetfulDisk.Of.PROMISE))),
    TAIL_CUT("tail-cut", "an accepted tail is cut on restart, in silence", "",
            Lab.TOO_RARE, Replaced.disk(chain ->
                    new ForgetfulDisk(chain, ForgetfulDisk.Of.TAIL))),
    FORGETFUL_PHASE_1("forgetful-phase-1", "phase 1 ignores accepted blocks", "",
            Lab.BY_CHANCE, Replaced.protocol(PlantedVotes.forgetfulPhase1())),
    LONGEST_CHAIN("longest-chain", "phase 1 takes the longest chain, of whatever ballot", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedVotes.longestChain())),
    LATE_PROMISE("late-promise", "a promise after the adoption is adopted too", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedVotes.latePromise())),
    DECIDED_EARLY("decided-early", "decided with one fewer than a majority", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedVotes.decidedWith(1))),
    DECIDED_ALONE("decided-alone", "decided on the leader's own force", "etcd#14370",
            Lab.BY_CHANCE, Replaced.protocol(PlantedVotes.decidedAlone())),
    OLD_BALLOT_ACCEPTED("old-ballot-accepted", "blocks are accepted below the promise", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedVotes.acceptsOldBallots())),
    BELIEVES_ANYONE("believes-anyone", "a decided height is believed from anybody", "",
            Lab.BY_CHANCE, Replaced.protocol(PlantedVotes.believesAnyone())),
    ACCEPTS_PARTS("accepts-parts", "a part of a sync counts as the whole", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedVotes.acceptsParts())),
    VOTES_IN_ANY_ERA("votes-in-any-era", "members of another era are counted", "RethinkDB 2.2.3",
            Lab.NEEDS_MEMBERS, Replaced.protocol(PlantedVotes.votesInAnyEra())),
    DUELING("dueling", "who does not lead stands at once, without back-off", "",
            Lab.TOO_RARE, Replaced.protocol(PlantedVotes.dueling())),
    RETRY_TWICE("retry-twice", "a retried request is applied twice", "redisraft#13",
            Lab.CATCHES, Replaced.retryTwice()),
    APPLIED_AGAIN("applied-again", "what a life applies first is applied twice", "etcd#14685",
            Lab.BY_CHANCE, Replaced.store(AppliesAgain::new)),
    SESSIONLESS_SNAPSHOT("sessionless-snapshot", "snapshots lack the sessions", "",
            Lab.NEEDS_SNAPSHOTS, Replaced.store(Sessionless::new)),
    LATE_SNAPSHOT("late-snapshot", "a snapshot holds the state of the one before",
            "redisraft#43", Lab.NEEDS_SNAPSHOTS, Replaced.store(LateImage::new)),
    HASTY_REFUSAL("hasty-refusal", "refused is said of what may be decided yet", "",
            Lab.BY_CHANCE, Replaced.proposals(HastyProposals::new));

    /** What the lab on one machine makes of it. */
    enum Lab {
        CATCHES("yes"),
        BY_CHANCE("by chance"),
        TOO_RARE("no: too rare"),
        NEEDS_POWER("no: needs a power cut"),
        NEEDS_MEMBERS("no: needs a change of members"),
        NEEDS_SNAPSHOTS("no: needs snapshots");

        final String words;

        Lab(String words) {
            this.words = words;
        }

        boolean tries() {
            return this == CATCHES || this == BY_CHANCE;
        }
    }

    final String label;
    final String bug;
    /** The published bug that it descends from; empty when there is none to name. */
    final String parent;
    final Lab lab;
    final Parts parts;

    Mutant(String label, String bug, String parent, Lab lab, Parts parts) {
        this.label = label;
        this.bug = bug;
        this.parent = parent;
        this.lab = lab;
        this.parts = parts;
    }

    static Optional<Mutant> named(String label) {
        return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst();
    }
}
