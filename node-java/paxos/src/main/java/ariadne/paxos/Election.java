package ariadne.paxos;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who stands: election by quorum-connected heartbeats, so that partial partitions (bridge,
 * chained, one node seeing one other) settle on one leader. After the ballot leader election of
 * Ng, Haridi and Carbone, <i>Omni-Paxos</i> (EuroSys '23), section 5, with contentment added:
 *
 * <ul>
 *   <li>a leader is content while a majority that it hears and that hears it has promised nothing
 *       above its ballot;
 *   <li>a follower is content while a content leader is among its two-way neighbours;
 *   <li>a node stands only if it reaches a majority both ways, is not content, and no two-way
 *       neighbour is content, for a random time.
 * </ul>
 */
class Election {
    /** What a peer said last. */
    private record Said(Ballot promised, Ballot leads, boolean content) {
        static final Said NOTHING = new Said(Ballot.ZERO, Ballot.ZERO, false);
    }

    private final Settings settings;
    private final Chance chance;
    private Membership membership;
    private final Map<Integer, Said> said = new HashMap<>();
    private final Map<Integer, Long> answeredBeat = new HashMap<>();
    private long now;
    private long standInTicks;
    private long stuckTicks;

    Election(Settings settings, Membership membership, Chance chance) {
        this.settings = settings;
        this.membership = membership;
        this.chance = chance;
        rest();
    }

    Election copy() {
        Election copy = new Election(settings, membership, chance);
        copy.said.putAll(said);
        copy.answeredBeat.putAll(answeredBeat);
        copy.now = now;
        copy.standInTicks = standInTicks;
        copy.stuckTicks = stuckTicks;
        return copy;
    }

    /** Goes on among other members; who is heard stays. */
    void among(Membership next) {
        membership = next;
        stuckTicks = 0;
        rest();
    }

    long now() {
        return now;
    }

    void tick() {
        now++;
    }

    boolean beats() {
        return now % settings.heartbeatTicks() == 0;
    }

    /** What a peer says of itself; one way is enough for that. */
    void heard(int from, Ballot promised, Ballot leads, boolean content) {
        said.put(from, new Said(promised, leads, content));
    }

    /** The peer answered our heartbeat: it hears us and we hear it. */
    void answered(int from, long beat) {
        if (beat <= now) {
            answeredBeat.merge(from, beat, Math::max);
        }
    }

    /**
     * The connection to the peer broke. A process that ends is known at once so, without waiting
     * for its silence; whoever is alive answers the next heartbeat.
     */
    void lost(int peer) {
        answeredBeat.remove(peer);
    }

    boolean neighbour(int peer) {
        Long beat = answeredBeat.get(peer);
        return beat != null && now - beat <= settings.electionTicks();
    }

    private Said said(int peer) {
        return said.getOrDefault(peer, Said.NOTHING);
    }

    private boolean peer(int member) {
        return member != settings.self() && neighbour(member);
    }

    /** Two-way neighbours that said such a thing last. */
    private int neighbours(Predicate<Said> such) {
        int count = 0;
        for (int member : membership.members()) {
            if (peer(member) && such.test(said(member))) {
                count++;
            }
        }
        return count;
    }

    boolean reachesMajority() {
        return neighbours(its -> true) + 1 >= membership.majority();
    }

    /** Whether this node, leading under {@code leads} or ZERO, is content. */
    boolean content(Ballot leads) {
        if (leads.equals(Ballot.ZERO)) {
            return contentLeader() != 0;
        }
        return neighbours(its -> !its.promised.above(leads)) + 1 >= membership.majority();
    }

    /** The content leader among the two-way neighbours, 0 when there is none. */
    int contentLeader() {
        int leader = 0;
        Ballot greatest = Ballot.ZERO;
        for (int member : membership.members()) {
            Said its = said(member);
            if (peer(member) && its.content && its.leads.above(greatest)) {
                greatest = its.leads;
                leader = member;
            }
        }
        return leader;
    }

    /**
     * A discontent leader gives up when cut from the majority, or when others are content above
     * it.
     */
    boolean stepsDown(Ballot leads) {
        return !content(leads) && (!reachesMajority()
                || neighbours(its -> its.content && its.promised.above(leads)) > 0);
    }

    /** Counts down while this node should stand; true in the tick in which it does. */
    boolean stands(Ballot leads) {
        boolean wants = reachesMajority() && (leads.equals(Ballot.ZERO)
                ? !content(leads) && !contentNeighbour()
                : stuck(leads) || (!content(leads) && !contentNeighbour()));
        if (!wants) {
            rest();
            return false;
        }
        if (--standInTicks > 0) {
            return false;
        }
        rest();
        standInTicks += settings.electionTicks();
        return true;
    }

    boolean contentNeighbour() {
        return neighbours(Said::content) > 0;
    }

    /**
     * A neighbour that promised more than the leader's ballot can be synced no longer: the leader
     * takes a higher ballot itself. The neighbour is content meanwhile, so nobody else stands.
     */
    private boolean stuck(Ballot leads) {
        boolean above = neighbours(its -> its.promised.above(leads)) > 0;
        stuckTicks = above ? stuckTicks + 1 : 0;
        return stuckTicks > 2L * settings.electionTicks();
    }

    /** Greatest ballot of this era heard of. */
    Ballot greatest() {
        Ballot greatest = Ballot.ZERO;
        for (Said its : said.values()) {
            if (its.promised.above(greatest) && its.promised.era() <= membership.era()) {
                greatest = its.promised;
            }
        }
        return greatest;
    }

    /**
     * Starts the random time anew: somebody else was given a promise, or nothing is to be done.
     */
    final void rest() {
        standInTicks = 1L + chance.below(settings.electionTicks());
    }

    /** Remembers a promise that a refusal told of. */
    void refused(int from, Ballot promised) {
        Said its = said(from);
        if (promised.above(its.promised)) {
            said.put(from, new Said(promised, its.leads, its.content));
        }
    }
}
