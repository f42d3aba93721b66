package ariadne.simulator.protocol;

import java.nio.ByteBuffer;

/**
 * What a client wants written: an id that no other operation has, and as many bytes as it likes.
 *
 * @param bytes the transaction, its first eight bytes are the id
 */
record Operation(long id, byte[] bytes) {
    static Operation of(long id, int sizeBytes) {
        byte[] bytes = new byte[Math.max(Long.BYTES, sizeBytes)];
        ByteBuffer.wrap(bytes).putLong(id);
        return new Operation(id, bytes);
    }

    static long id(byte[] transaction) {
        return ByteBuffer.wrap(transaction).getLong();
    }
}
