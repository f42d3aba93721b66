package ariadne.transport;

import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes into frames: 4 bytes of length, then the payload. The lengths 0 and -1
 * are the transport's own: ping and pong.
 */
final class FrameReader {
    static final int HEADER_BYTES = 4;
    static final int PING = 0;
    static final int PONG = -1;

    /** Takes frames; true for "go on". */
    interface Taker {
        boolean frame(ByteBuffer payload);

        boolean ping();

        boolean pong();
    }

    /** Memory for a frame that only its length has come of. */
    private static final int FIRST_BYTES = 4 << 10;

    private int limitBytes;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private ByteBuffer partial;
    private int partialLength;

    FrameReader(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Holds from the next frame on. */
    void limitBytes(int newLimitBytes) {
        limitBytes = newLimitBytes;
    }

    /** Memory that a frame under way takes. */
    int heldBytes() {
        return partial == null ? 0 : partial.capacity();
    }

    /** Forgets a frame under way. */
    void drop() {
        partial = null;
    }

    /** Takes all bytes, or stops when the taker says so; null, or why the stream is broken. */
    String feed(ByteBuffer bytes, Taker taker) {
        while (bytes.hasRemaining()) {
            if (partial == null) {
                if (!move(bytes, header)) {
                    return null;
                }
                int length = header.flip().getInt();
                header.clear();
                if (length < PONG || length > limitBytes) {
                    return "a frame of " + Integer.toUnsignedString(length)
                            + " bytes, the limit is " + limitBytes;
                }
                if (!start(length, bytes, taker)) {
                    return null;
                }
            } else if (move(bytes, partial)) {
                if (partial.capacity() < partialLength) {
                    grow();
                    continue;
                }
                ByteBuffer payload = partial.flip();
                partial = null;
                if (!taker.frame(payload)) {
                    return null;
                }
            }
        }
        return null;
    }

    /** A frame that is all there is handed out where it lies; of others a copy is begun. */
    private boolean start(int length, ByteBuffer bytes, Taker taker) {
        if (length == PING) {
            return taker.ping();
        }
        if (length == PONG) {
            return taker.pong();
        }
        if (bytes.remaining() < length) {
            partialLength = length;
            partial = ByteBuffer.allocate(
                    Math.min(length, Math.max(FIRST_BYTES, 2 * bytes.remaining())));
            return true;
        }
        ByteBuffer payload = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return taker.frame(payload);
    }

    /** A length is a promise of a stranger: memory follows the bytes that came. */
    private void grow() {
        int capacity = (int) Math.min(partialLength, 2L * partial.capacity());
        partial = ByteBuffer.allocate(capacity).put(partial.flip());
    }

    private static boolean move(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), length);
        to.position(to.position() + length);
        from.position(from.position() + length);
        return !to.hasRemaining();
    }
}
