package ariadne.chaos.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bytes of one direction of one connection through the proxy, and its end, which travels like
 * them.
 */
final class ProxiedFlow {
    private static final int QUEUE_BYTES = 4 << 20;
    private static final int READS_A_TURN = 16;

    private final SocketChannel source;
    private final SocketChannel sink;
    private final ByteBuffer scratch;
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private LinkProxy.Rule rule = LinkProxy.Rule.PLAIN;
    private long queuedBytes;
    private boolean ended;
    private boolean sourceDead;
    private boolean sinkDead;
    private boolean holed;
    private boolean done;
    private boolean broken;
    private boolean blocked;

    /** Bytes or, without any, the end. */
    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    /** @param scratch to read into, shared by all flows of the thread */
    ProxiedFlow(SocketChannel source, SocketChannel sink, ByteBuffer scratch) {
        this.source = source;
        this.sink = sink;
        this.scratch = scratch;
    }

    /** Nothing more will be read; a reset goes on as soon as this direction passes. */
    void sourceDied() {
        ended = true;
        sourceDead = true;
    }

    /** What comes is thrown away. */
    void sinkDied() {
        sinkDead = true;
        done = ended;
        queue.clear();
        queuedBytes = 0;
    }

    boolean sinkIsDead() {
        return sinkDead;
    }

    /** The end has been passed on. */
    boolean isDone() {
        return done;
    }

    /** The whole connection is to be reset. */
    boolean isBroken() {
        return broken;
    }

    int readOps() {
        return rule.passage() != LinkProxy.Passage.STALL && !ended && queuedBytes < QUEUE_BYTES
                ? SelectionKey.OP_READ : 0;
    }

    int writeOps() {
        return rule.passage() == LinkProxy.Passage.PASS && blocked ? SelectionKey.OP_WRITE : 0;
    }

    long dueNanos() {
        return rule.passage() != LinkProxy.Passage.PASS || blocked || queue.isEmpty()
                ? Long.MAX_VALUE : queue.getFirst().dueNanos();
    }

    void turn(LinkProxy.Rule now) throws IOException {
        rule = now;
        if (rule.passage() == LinkProxy.Passage.STALL) {
            return;
        }
        read();
        if (rule.passage() == LinkProxy.Passage.DROP) {
            holed |= !queue.isEmpty();
            queue.clear();
            queuedBytes = 0;
            return;
        }
        broken = holed || sourceDead;
        if (!broken) {
            write();
        }
    }

    private void read() {
        for (int i = 0; i < READS_A_TURN && !ended && queuedBytes < QUEUE_BYTES; i++) {
            int count;
            try {
                count = source.read(scratch.clear());
            } catch (IOException e) {
                sourceDied();
                return;
            }
            if (count == 0) {
                return;
            }
            ended = count < 0;
            if (sinkDead) {
                done = ended;
            } else {
                ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, count)).put(scratch.flip());
                queue.addLast(new Chunk(bytes.flip(), System.nanoTime() + rule.delayNanos()));
                queuedBytes += bytes.remaining();
            }
        }
    }

    private void write() throws IOException {
        blocked = false;
        while (!queue.isEmpty() && queue.getFirst().dueNanos() - System.nanoTime() <= 0) {
            ByteBuffer bytes = queue.getFirst().bytes();
            if (!bytes.hasRemaining()) {
                queue.removeFirst();
                sink.shutdownOutput();
                done = true;
                return;
            }
            try {
                queuedBytes -= sink.write(bytes);
            } catch (IOException e) {
                sinkDied();
                return;
            }
            if (bytes.hasRemaining()) {
                blocked = true;
                return;
            }
            queue.removeFirst();
        }
    }
}
