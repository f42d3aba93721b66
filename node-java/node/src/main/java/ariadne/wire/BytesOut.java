package ariadne.wire;

import ariadne.kv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array. Numbers are big-endian, lengths stand before what they measure. */
final class BytesOut {
    private ByteBuffer buffer;

    /** Capacity that makes growing and the last copy unnecessary when it is exact. */
    BytesOut(int capacityBytes) {
        buffer = ByteBuffer.allocate(capacityBytes);
    }

    BytesOut u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    BytesOut flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    BytesOut i32(int value) {
        room(4).putInt(value);
        return this;
    }

    BytesOut i64(long value) {
        room(8).putLong(value);
        return this;
    }

    /** An array with its length in four bytes. */
    BytesOut array(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    /** Bytes with their length in four bytes; null is the length -1. */
    BytesOut bytes(Bytes value) {
        return value == null ? i32(-1) : array(value.array());
    }

    /** A text in UTF-8 with its length in two bytes, cut short at the limit. */
    BytesOut text(String value, int limitBytes) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        if (length > limitBytes) {
            length = limitBytes;
            while (length > 0 && (utf8[length] & 0xc0) == 0x80) {
                length--;
            }
        }
        room(2 + length).putShort((short) length).put(utf8, 0, length);
        return this;
    }

    int length() {
        return buffer.position();
    }

    /** Writes, at an offset that has room for it, how many bytes follow there. */
    BytesOut length(int offset) {
        buffer.putInt(offset, length() - offset - 4);
        return this;
    }

    byte[] done() {
        byte[] array = buffer.array();
        return array.length == length() ? array : Arrays.copyOf(array, length());
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            int needed = Math.addExact(buffer.position(), more);
            int size = Math.max(needed, (int) Math.min(2L * buffer.capacity(), 1 << 30));
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), size))
                    .position(buffer.position());
        }
        return buffer;
    }
}
