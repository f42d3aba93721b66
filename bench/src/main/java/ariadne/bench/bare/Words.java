package ariadne.bench.bare;

import ariadne.kv.Bytes;
import java.nio.ByteBuffer;

/**
 * What the frames look like. A client's: tag (long), kind, length of the key (byte), key, value.
 * Its answer: tag, then the value of a get. Between nodes: kind, then a long; a block has its
 * hash and the clients' frames behind them.
 */
final class Words {
    static final byte PUT = 1;
    static final byte GET = 2;
    static final byte BLOCK = 3;
    static final byte FORCED = 4;
    static final byte CONFIRM = 5;

    static final int KEY_AT = Long.BYTES + 2;

    private Words() {}

    static Bytes key(ByteBuffer frame) {
        byte[] key = new byte[frame.get(Long.BYTES + 1)];
        frame.get(KEY_AT, key);
        return Bytes.of(key);
    }

    static byte[] value(ByteBuffer frame) {
        int from = KEY_AT + frame.get(Long.BYTES + 1);
        byte[] value = new byte[frame.limit() - from];
        frame.get(from, value);
        return value;
    }
}
