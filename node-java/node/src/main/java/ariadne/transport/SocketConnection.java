package ariadne.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** A connection over TCP, of a {@link Network}. */
final class SocketConnection implements Connection {
    /** No frame is empty, so these two are told by themselves. */
    private static final byte[] PING = {};
    private static final byte[] PONG = {};

    private final Network network;
    private final Handler handler;
    private final SocketChannel channel;
    private final String name;
    private final FrameReader reader;
    /** Payloads; their lengths are written with them. */
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final FrameReader.Taker taker = new Taking();
    private SelectionKey key;
    private int headOffset;
    private long queuedBytes;
    private boolean established;
    private boolean closed;
    private boolean dirty;
    private String closeWhenSent;
    private Object attachment;
    private boolean exempt = true;
    private long countedBytes;
    private long lastReadNanos;
    private long lastWriteProgressNanos;

    SocketConnection(Network network, Handler handler, SocketChannel channel, String name) {
        this.network = network;
        this.handler = handler;
        this.channel = channel;
        this.name = name;
        reader = new FrameReader(network.limits().frameBytes());
        lastReadNanos = network.nanos();
        lastWriteProgressNanos = lastReadNanos;
    }

    @Override
    public void send(byte[] payload) {
        if (payload.length < 1 || payload.length > network.limits().frameBytes()) {
            throw new IllegalArgumentException("a frame of " + payload.length
                    + " bytes, the limit is " + network.limits().frameBytes());
        }
        if (closed || closeWhenSent != null) {
            return;
        }
        if (queuedBytes + frameBytes(payload) > network.limits().queueBytes()) {
            close("more than " + network.limits().queueBytes() + " bytes wait to be sent");
            return;
        }
        enqueue(payload);
        network.shed();
    }

    @Override
    public void limitFrames(int frameBytes) {
        reader.limitBytes(Math.min(frameBytes, network.limits().frameBytes()));
    }

    @Override
    public void exempt() {
        exempt = true;
        count();
    }

    @Override
    public void ping() {
        if (!closed && closeWhenSent == null) {
            enqueue(PING);
        }
    }

    @Override
    public void close(String why) {
        if (closed) {
            return;
        }
        closed = true;
        queue.clear();
        queuedBytes = 0;
        reader.drop();
        count();
        try {
            channel.close();
        } catch (IOException e) {
            network.closing(this, why + " (and closing it failed: " + e.getMessage() + ")");
            return;
        }
        network.closing(this, why);
    }

    @Override
    public void closeWhenSent(String why) {
        if (queuedBytes == 0) {
            close(why);
        } else {
            closeWhenSent = why;
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public boolean isEstablished() {
        return established && !closed;
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public long lastReadNanos() {
        return lastReadNanos;
    }

    @Override
    public long lastWriteProgressNanos() {
        return lastWriteProgressNanos;
    }

    @Override
    public Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Its bytes count as a stranger's until {@link #exempt}. */
    void stranger() {
        exempt = false;
    }

    /** What the network counts as held by this stranger; 0 for whoever is none. */
    long countedBytes() {
        return countedBytes;
    }

    private void count() {
        long now = exempt || closed ? 0 : queuedBytes + reader.heldBytes();
        network.held(now - countedBytes);
        countedBytes = now;
    }

    Handler handler() {
        return handler;
    }

    void register(SelectionKey itsKey, boolean isEstablished) {
        key = itsKey;
        established = isEstablished;
    }

    /** The other side answered. */
    void connected() {
        if (closed) {
            return;
        }
        established = true;
        lastReadNanos = network.nanos();
        lastWriteProgressNanos = lastReadNanos;
        key.interestOps(SelectionKey.OP_READ);
        markDirty();
        handler.connected(this);
    }

    /** The selector found the channel ready. */
    void ready(ByteBuffer shared) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                connected();
            }
            if (!closed && key.isReadable()) {
                read(shared);
            }
            if (!closed && key.isWritable()) {
                markDirty();
            }
        } catch (IOException e) {
            close(reason(e));
        }
    }

    /** Hands the kernel as much as it takes. */
    void flush(ByteBuffer shared) {
        dirty = false;
        if (!isEstablished()) {
            return;
        }
        try {
            boolean taken = true;
            while (taken && queuedBytes > 0) {
                taken = writeOnce(shared);
            }
            if (queuedBytes == 0 && closeWhenSent != null) {
                close(closeWhenSent);
            } else {
                interest(queuedBytes == 0 ? SelectionKey.OP_READ
                        : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close(reason(e));
        }
    }

    /** Setting it costs a turn of the selector, so only what is new is set. */
    private void interest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private boolean writeOnce(ByteBuffer shared) throws IOException {
        shared.clear();
        int offset = headOffset;
        for (byte[] payload : queue) {
            put(payload, offset, shared);
            offset = 0;
            if (!shared.hasRemaining()) {
                break;
            }
        }
        int offered = shared.flip().remaining();
        int written = channel.write(shared);
        if (written > 0) {
            lastWriteProgressNanos = network.nanos();
            advance(written);
        }
        return written == offered;
    }

    /** A frame from an offset on, as much of it as there is room for. */
    private static void put(byte[] payload, int offset, ByteBuffer to) {
        int length = payload == PONG ? FrameReader.PONG : payload.length;
        int at = offset;
        for (; at < FrameReader.HEADER_BYTES && to.hasRemaining(); at++) {
            to.put((byte) (length >>> 8 * (FrameReader.HEADER_BYTES - 1 - at)));
        }
        if (at >= FrameReader.HEADER_BYTES) {
            int from = at - FrameReader.HEADER_BYTES;
            to.put(payload, from, Math.min(payload.length - from, to.remaining()));
        }
    }

    private static int frameBytes(byte[] payload) {
        return FrameReader.HEADER_BYTES + payload.length;
    }

    private void advance(int written) {
        queuedBytes -= written;
        int left = written;
        while (left > 0 && left >= frameBytes(queue.getFirst()) - headOffset) {
            left -= frameBytes(queue.removeFirst()) - headOffset;
            headOffset = 0;
        }
        headOffset += left;
        count();
    }

    private void read(ByteBuffer shared) throws IOException {
        shared.clear();
        int length = channel.read(shared);
        if (length < 0) {
            close("closed by the other side");
            return;
        }
        if (length > 0) {
            lastReadNanos = network.nanos();
            String broken = reader.feed(shared.flip(), taker);
            if (broken != null) {
                close(broken);
            }
            count();
            network.shed();
        }
    }

    private void enqueue(byte[] payload) {
        if (queuedBytes == 0) {
            lastWriteProgressNanos = network.nanos();
        }
        queue.addLast(payload);
        queuedBytes += frameBytes(payload);
        count();
        markDirty();
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            network.dirty(this);
        }
    }

    static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private final class Taking implements FrameReader.Taker {
        @Override
        public boolean frame(ByteBuffer payload) {
            handler.frame(SocketConnection.this, payload);
            return !closed;
        }

        @Override
        public boolean ping() {
            // One is enough for all the pings before it: a sign of life is no answer.
            if (closeWhenSent == null && queue.peekLast() != PONG) {
                enqueue(PONG);
            }
            return true;
        }

        @Override
        public boolean pong() {
            return true;
        }
    }
}
