package ariadne.wire;

import ariadne.kv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link BytesOut} wrote, and trusts nothing. */
final class BytesIn {
    private final ByteBuffer buffer;

    /** Reads the remaining bytes, and leaves the buffer's own position alone. */
    BytesIn(ByteBuffer buffer) {
        this.buffer = buffer.slice();
    }

    int u8() throws WireException {
        need(1);
        return buffer.get() & 0xff;
    }

    boolean flag() throws WireException {
        int value = u8();
        check(value <= 1, "a flag of %d", value);
        return value == 1;
    }

    int i32() throws WireException {
        need(4);
        return buffer.getInt();
    }

    long i64() throws WireException {
        need(8);
        return buffer.getLong();
    }

    /** A height, an index, a round: never below zero. */
    long natural() throws WireException {
        long value = i64();
        check(value >= 0, "%d below zero", value);
        return value;
    }

    int natural32() throws WireException {
        int value = i32();
        check(value >= 0, "%d below zero", value);
        return value;
    }

    byte[] array(int limitBytes) throws WireException {
        return array(i32(), limitBytes);
    }

    /** Null for the length -1. */
    Bytes bytesOrNull(int limitBytes) throws WireException {
        int length = i32();
        return length == -1 ? null : Bytes.of(array(length, limitBytes));
    }

    Bytes key(WireLimits limits) throws WireException {
        byte[] key = array(limits.keyBytes());
        check(key.length > 0, "an empty key");
        return Bytes.of(key);
    }

    String text(int limitBytes) throws WireException {
        need(2);
        int length = buffer.getShort() & 0xffff;
        check(length <= limitBytes, "a text of %d bytes, the limit is %d", length, limitBytes);
        need(length);
        ByteBuffer utf8 = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw WireException.of("a text that is not UTF-8: %s", e.getMessage());
        }
    }

    /** How many things follow, of which each takes at least so many bytes. */
    int count(int limit, int leastBytes) throws WireException {
        int count = natural32();
        check(count <= limit, "%d of them, the limit is %d", count, limit);
        check((long) count * leastBytes <= buffer.remaining(), "%d of them in %d bytes", count,
                buffer.remaining());
        return count;
    }

    int remaining() {
        return buffer.remaining();
    }

    void end() throws WireException {
        check(!buffer.hasRemaining(), "%d bytes too many", buffer.remaining());
    }

    static void check(boolean condition, String format, Object... arguments)
            throws WireException {
        if (!condition) {
            throw WireException.of(format, arguments);
        }
    }

    private byte[] array(int length, int limitBytes) throws WireException {
        if (length < 0 || length > limitBytes) {
            throw WireException.of("%d bytes, the limit is %d", length, limitBytes);
        }
        need(length);
        byte[] array = new byte[length];
        buffer.get(array);
        return array;
    }

    private void need(int bytes) throws WireException {
        if (buffer.remaining() < bytes) {
            throw WireException.of("the frame ends %d bytes early", bytes - buffer.remaining());
        }
    }
}
