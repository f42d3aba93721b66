package ariadne.bench.bare;

import ariadne.kv.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a block of whatever arrived, hashes it onto its parent, sends it to the followers, writes
 * and forces it, and answers when a majority has forced it. A get waits for a round of the
 * followers that began after it arrived.
 */
final class Leader {
    private static final int WINDOW_BLOCKS = 16;
    private static final int BLOCK_BYTES = 1 << 20;

    /** Whom to answer. */
    private record Asked(Link client, long tag, Bytes key) {}

    private record Pending(long height, ByteBuffer body, List<Asked> asked) {}

    private final Journal journal;
    private final int majority;
    private final List<Link> followers = new ArrayList<>();
    private final long[] forced;
    private final long[] confirmed;
    private final ArrayDeque<Pending> undecided = new ArrayDeque<>();
    private final List<Asked> next = new ArrayList<>();
    private final List<Asked> reads = new ArrayList<>();
    private final List<Asked> inRound = new ArrayList<>();
    private ByteBuffer batch = ByteBuffer.allocateDirect(2 * BLOCK_BYTES);
    private long round;

    Leader(Journal journal, int nodes) {
        this.journal = journal;
        majority = nodes / 2 + 1;
        forced = new long[nodes];
        confirmed = new long[nodes];
    }

    void follower(Link link) {
        followers.add(link);
    }

    /** One frame of a client. */
    void asked(Link client, ByteBuffer frame) {
        long tag = frame.getLong(0);
        if (frame.get(Long.BYTES) == Words.GET) {
            reads.add(new Asked(client, tag, Words.key(frame)));
            return;
        }
        while (batch.remaining() < Integer.BYTES + frame.remaining()) {
            batch = ByteBuffer.allocateDirect(2 * batch.capacity()).put(batch.flip());
        }
        batch.putInt(frame.remaining()).put(frame);
        next.add(new Asked(client, tag, null));
    }

    /** One frame of a follower. */
    void told(Link follower, ByteBuffer frame) {
        int node = 1 + followers.indexOf(follower);
        byte kind = frame.get();
        (kind == Words.FORCED ? forced : confirmed)[node] = frame.getLong();
    }

    /** What the frames came to. */
    void work() throws IOException {
        if (batch.position() > 0 && undecided.size() < WINDOW_BLOCKS) {
            propose();
        }
        long decided = majorityOf(forced);
        while (!undecided.isEmpty() && undecided.peek().height() <= decided) {
            Pending block = undecided.remove();
            journal.apply(block.body());
            for (Asked asked : block.asked()) {
                asked.client().room(Long.BYTES).putLong(asked.tag());
            }
        }
        if (!inRound.isEmpty() && majorityOf(confirmed) >= round) {
            inRound.forEach(this::serve);
            inRound.clear();
        }
        if (inRound.isEmpty() && !reads.isEmpty()) {
            inRound.addAll(reads);
            reads.clear();
            round++;
            confirmed[0] = round;
            for (Link follower : followers) {
                follower.room(1 + Long.BYTES).put(Words.CONFIRM).putLong(round);
            }
        }
    }

    private void propose() throws IOException {
        batch.flip();
        ByteBuffer body = ByteBuffer.allocate(batch.remaining()).put(batch).flip();
        batch.clear();
        byte[] hash = journal.hash(body);
        long height = journal.height() + 1;
        for (Link follower : followers) {
            follower.room(1 + Long.BYTES + hash.length + body.remaining()).put(Words.BLOCK)
                    .putLong(height).put(hash).put(body.duplicate());
            follower.flush();
        }
        undecided.add(new Pending(height, body, List.copyOf(next)));
        next.clear();
        journal.append(hash, body.duplicate());
        forced[0] = height;
    }

    private long majorityOf(long[] counts) {
        long[] sorted = counts.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - majority];
    }

    private void serve(Asked read) {
        byte[] value = journal.get(read.key());
        read.client().room(Long.BYTES + value.length).putLong(read.tag()).put(value);
    }
}
