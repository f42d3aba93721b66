package ariadne.paxos;

import static ariadne.paxos.BrokenInvariant.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phase 2 of one ballot, after the adoption: syncs every follower, streams blocks in chain order
 * and decides what a majority holds under this ballot.
 */
class Leader {
    /** What is known of one follower. */
    static final class Progress {
        /** Held and forced under this ballot up to here; -1 when not synced. */
        long acked = -1;
        /** Sent up to here; means something while {@code streaming}. */
        long sent;
        /** The last part of a sync has left, so Accepts may follow. */
        boolean streaming;
        long told;
        /** Of a doubtful follower that asked; its syncs repeat it. */
        long life;
        long syncedAtTick = Long.MIN_VALUE / 2;
        long progressAtTick;

        Progress copy() {
            Progress copy = new Progress();
            copy.acked = acked;
            copy.sent = sent;
            copy.streaming = streaming;
            copy.told = told;
            copy.life = life;
            copy.syncedAtTick = syncedAtTick;
            copy.progressAtTick = progressAtTick;
            return copy;
        }
    }

    final Ballot ballot;
    /**
     * Height of the first block of this ballot; nothing is decided by this leader below it alone.
     * Nothing goes on top of a stop block that was adopted, so then it is that block.
     */
    final long first;
    private final Settings settings;
    private final Membership membership;
    final Acceptor acceptor;
    private final Hasher hasher;
    final Effects out;
    private final Map<Integer, Progress> followers = new HashMap<>();
    private long forced = -1;
    long now;
    boolean said;

    Leader(Ballot ballot, Settings settings, Acceptor acceptor, Hasher hasher, Effects out) {
        this.ballot = ballot;
        this.first = acceptor.chain.tip() + (acceptor.chain.stopping() ? 0 : 1);
        this.settings = settings;
        this.membership = acceptor.chain.membership();
        this.acceptor = acceptor;
        this.hasher = hasher;
        this.out = out;
        for (int peer : membership.members()) {
            if (peer != settings.self()) {
                followers.put(peer, new Progress());
            }
        }
        if (!acceptor.chain.stopping()) {
            append(List.of());
        }
    }

    /** For {@link #copy}. */
    Leader(Leader other, Acceptor acceptor, Effects out) {
        this.ballot = other.ballot;
        this.first = other.first;
        this.settings = other.settings;
        this.membership = other.membership;
        this.acceptor = acceptor;
        this.hasher = other.hasher;
        this.out = out;
        other.followers.forEach((peer, progress) -> followers.put(peer, progress.copy()));
        this.forced = other.forced;
        this.now = other.now;
        this.said = other.said;
    }

    Leader copy(Acceptor itsAcceptor, Effects itsOut) {
        return new Leader(this, itsAcceptor, itsOut);
    }

    Map<Integer, Progress> followers() {
        return followers;
    }

    long forced() {
        return forced;
    }

    /** A block of the own ballot is decided: reads may be answered. */
    boolean established() {
        return acceptor.chain.decided() >= first;
    }

    /** True the first time that it is asked after {@link #established}. */
    boolean establishedNow() {
        boolean news = established() && !said;
        said |= news;
        return news;
    }

    /** Blocks that fit into the window now; none on top of a stop block. */
    int room() {
        return acceptor.chain.stopping() ? 0 : (int) Math.max(0,
                settings.windowBlocks() - (acceptor.chain.tip() - acceptor.chain.decided()));
    }

    /** Fills blocks while there is room, and says how many transactions they took. */
    int propose(List<byte[]> transactions) {
        int next = 0;
        while (next < transactions.size() && room() > 0) {
            List<byte[]> block = new ArrayList<>();
            long size = 0;
            while (next < transactions.size() && block.size() < settings.blockTransactions()) {
                size += transactions.get(next).length;
                if (size > settings.blockBytes() && !block.isEmpty()) {
                    break;
                }
                block.add(transactions.get(next++));
            }
            append(block);
        }
        return next;
    }

    /** Puts a block on the chain. */
    final void append(List<byte[]> transactions) {
        Chain chain = acceptor.chain;
        chain.append(hasher.block(chain.tip() + 1, chain.tipHash(), transactions));
    }

    void tick(long nowTick) {
        now = nowTick;
    }

    /** The own disk has everything: the own accept counts from now on. */
    void forcedAll() {
        forced = acceptor.chain.tip();
        decide();
    }

    /**
     * A follower holds, forced, our chain up to a height under our ballot. One that was synced
     * before and fell behind answers a part of its sync so, which calls for the next part.
     */
    void accepted(int from, long height, Hash hash) {
        if (height < acceptor.chain.start() - 1) {
            return; // Said long ago, and compacted since.
        }
        check(acceptor.chain.holds(height, hash),
                "node %d accepted %d:%s under %s, which is not our chain",
                from, height, hash, ballot);
        Progress progress = followers.get(from);
        if (height > progress.acked) {
            progress.acked = height;
            progress.progressAtTick = now;
        }
        if (!progress.streaming && height >= progress.sent) {
            sync(from, height);
        }
        decide();
    }

    /**
     * A follower said where it stands. In a sync that is the call for the next part, once for each
     * part; a follower that is streamed to says it for every Accept that overtook the sync, hence
     * the pause.
     */
    void behind(int from, Standing standing, long fits, long life) {
        Progress progress = followers.get(from);
        progress.life = life;
        if (beyond(from, standing)) {
            return;
        }
        boolean next = !progress.streaming && fits >= progress.sent;
        if (next || now - progress.syncedAtTick >= settings.heartbeatTicks()) {
            sync(from, standing, fits);
        }
    }

    /**
     * A follower that learned decided blocks which are not this leader's: a later ballot has
     * decided them. They are fetched, and end this leader.
     */
    private boolean beyond(int from, Standing standing) {
        Chain chain = acceptor.chain;
        boolean beyond = standing.decided() > chain.tip()
                || (standing.tip() == standing.decided() && standing.tip() >= chain.start() - 1
                        && !chain.holds(standing.tip(), standing.tipHash()));
        if (beyond) {
            out.note(new Note.Behind(from, standing.decided()));
        }
        return beyond;
    }

    /** Sends the follower what it lacks, or the first part of it. */
    void sync(int to, Standing standing, long fits) {
        Chain chain = acceptor.chain;
        check(fits <= chain.tip(), "node %d decided %d, leader's tip %d", to, fits, chain.tip());
        sync(to, chain.holds(standing.tip(), standing.tipHash()) ? standing.tip() : fits);
    }

    private void sync(int to, long parent) {
        Chain chain = acceptor.chain;
        if (parent < chain.start() - 1) {
            return; // It learns from the heartbeats how far it is behind, and catches up first.
        }
        List<Block> part = chain.above(parent, settings.messageBytes());
        long end = parent + part.size();
        Progress progress = followers.get(to);
        progress.streaming = end == chain.tip();
        progress.sent = end;
        progress.told = chain.decided();
        progress.syncedAtTick = now;
        progress.progressAtTick = now;
        out.send(to, new Message.Sync(ballot, parent, chain.hashAt(parent), part,
                progress.streaming, chain.decided(), progress.life));
    }

    /**
     * The answer to a heartbeat tells what got lost: a sync never sent, an Accept never answered.
     */
    void heard(int from, Standing standing, boolean votes) {
        Progress progress = followers.get(from);
        if (standing.promised().above(ballot) || beyond(from, standing)) {
            return;
        }
        boolean synced = votes && standing.accepted().equals(ballot);
        if (synced) {
            accepted(from, standing.tip(), standing.tipHash());
        }
        long quietTicks = now - progress.progressAtTick;
        boolean complete = synced && progress.streaming && standing.tip() >= progress.sent;
        if (!complete && quietTicks >= 2L * settings.heartbeatTicks()) {
            sync(from, standing, standing.decided());
        }
    }

    /** What was on its way is lost; nothing is sent before the next sync. */
    void reconnected(int peer) {
        Progress progress = followers.get(peer);
        progress.streaming = false;
        progress.progressAtTick = now - 2L * settings.heartbeatTicks();
    }

    /**
     * Sends every synced follower what is new, or at least the decided height; those that stand
     * at the same height the very same message.
     */
    void flush() {
        Chain chain = acceptor.chain;
        Message.Accept accept = null;
        Message.Decided decided = null;
        for (Map.Entry<Integer, Progress> follower : followers.entrySet()) {
            int peer = follower.getKey();
            Progress progress = follower.getValue();
            while (progress.streaming && progress.sent < chain.tip()) {
                accept = accept != null && accept.parent() == progress.sent
                        ? accept : acceptAbove(progress.sent);
                out.send(peer, accept);
                progress.sent += accept.blocks().size();
                progress.told = chain.decided();
            }
            if (progress.streaming && progress.told < chain.decided()) {
                progress.told = chain.decided();
                decided = decided != null
                        ? decided : new Message.Decided(ballot, chain.decided());
                out.send(peer, decided);
            }
        }
    }

    private Message.Accept acceptAbove(long parent) {
        Chain chain = acceptor.chain;
        return new Message.Accept(ballot, parent, chain.hashAt(parent),
                chain.above(parent, settings.messageBytes()), chain.decided());
    }

    /** The last that the followers hear of this ballot. */
    void tellDecided() {
        followers.keySet().forEach(peer ->
                out.send(peer, new Message.Decided(ballot, acceptor.chain.decided())));
    }

    /**
     * Decided is what a majority accepted under this ballot, once that includes its first block.
     */
    void decide() {
        long[] heights = new long[membership.members().size()];
        int i = 0;
        for (Progress progress : followers.values()) {
            heights[i++] = progress.acked;
        }
        heights[i] = forced;
        Arrays.sort(heights);
        long height = heights[heights.length - membership.majority()];
        if (height >= first) {
            acceptor.chain.decide(height);
        }
    }
}
