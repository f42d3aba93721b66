package ariadne.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** A connection over TCP, of a {@link Network}. */
final class SocketConnection implements Connection {
    private static final byte[] PING = header(FrameReader.PING);
    private static final byte[] PONG = header(FrameReader.PONG);

    private final Network network;
    private final Handler handler;
    private final SocketChannel channel;
    private final String name;
    private final FrameReader reader;
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
    public void send(byte[]... parts) {
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        if (length < 1 || length > network.limits().frameBytes()) {
            throw new IllegalArgumentException("a frame of " + length + " bytes, the limit is "
                    + network.limits().frameBytes());
        }
        if (closed || closeWhenSent != null) {
            return;
        }
        if (queuedBytes + FrameReader.HEADER_BYTES + length > network.limits().queueBytes()) {
            close("more than " + network.limits().queueBytes() + " bytes wait to be sent");
            return;
        }
        enqueue(header((int) length));
        for (byte[] part : parts) {
            enqueue(part);
        }
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
                key.interestOps(queuedBytes == 0 ? SelectionKey.OP_READ
                        : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close(reason(e));
        }
    }

    private boolean writeOnce(ByteBuffer shared) throws IOException {
        shared.clear();
        int offset = headOffset;
        for (byte[] part : queue) {
            int length = Math.min(part.length - offset, shared.remaining());
            shared.put(part, offset, length);
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

    private void advance(int written) {
        queuedBytes -= written;
        int left = written;
        while (left > 0 && left >= queue.getFirst().length - headOffset) {
            left -= queue.removeFirst().length - headOffset;
            headOffset = 0;
        }
        headOffset += left;
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
        }
    }

    private void enqueue(byte[] bytes) {
        if (queuedBytes == 0) {
            lastWriteProgressNanos = network.nanos();
        }
        queue.addLast(bytes);
        queuedBytes += bytes.length;
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

    private static byte[] header(int length) {
        return ByteBuffer.allocate(FrameReader.HEADER_BYTES).putInt(length).array();
    }

    private final class Taking implements FrameReader.Taker {
        @Override
        public boolean frame(ByteBuffer payload) {
            handler.frame(SocketConnection.this, payload);
            return !closed;
        }

        @Override
        public boolean ping() {
            if (closeWhenSent == null) {
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
