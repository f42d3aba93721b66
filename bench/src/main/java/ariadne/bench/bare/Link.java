package ariadne.bench.bare;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A non-blocking socket with a buffer each way. A frame is its length (int) and its bytes. */
final class Link {
    private static final int FIRST_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer in = ByteBuffer.allocateDirect(FIRST_BYTES);
    private ByteBuffer out = ByteBuffer.allocateDirect(FIRST_BYTES);

    Link(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Reads what is there; what is inside is then taken by {@link #frame}. */
    void fill() throws IOException {
        if (!in.hasRemaining()) {
            in = grown(in);
        }
        if (channel.read(in) < 0) {
            throw new EOFException("the other side closed");
        }
        in.flip();
    }

    /** The next whole frame without its length, a window on the buffer; null if there is none. */
    ByteBuffer frame() {
        if (in.remaining() >= Integer.BYTES) {
            int length = in.getInt(in.position());
            if (in.remaining() >= Integer.BYTES + length) {
                ByteBuffer frame = in.slice(in.position() + Integer.BYTES, length);
                in.position(in.position() + Integer.BYTES + length);
                return frame;
            }
        }
        in.compact();
        return null;
    }

    /** Where a frame of so many bytes is to be written; its length is written already. */
    ByteBuffer room(int length) {
        while (out.remaining() < Integer.BYTES + length) {
            out = grown(out);
        }
        return out.putInt(length);
    }

    void flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
        int wanted = SelectionKey.OP_READ | (out.position() > 0 ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    boolean isReadable() {
        return key.isReadable();
    }

    void close() throws IOException {
        channel.close();
    }

    private static ByteBuffer grown(ByteBuffer full) {
        return ByteBuffer.allocateDirect(2 * full.capacity()).put(full.flip());
    }
}
