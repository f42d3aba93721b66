package ariadne.chain;

import ariadne.paxos.Hash;
import ariadne.paxos.Hasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * SHA-256 over a fixed layout, all numbers big-endian:
 *
 * <pre>
 *   version (1 byte, = 1) | height (8) | parent (32) | count (4) | count times: length (4) bytes
 * </pre>
 *
 * <p>All but the first nine bytes are the body of a block's record, so a chain is verified without
 * taking blocks apart. Safe for use by many threads.
 */
public final class Sha256Hasher implements Hasher {
    static final int HASH_BYTES = 32;
    private static final byte VERSION = 1;
    private static final int PREFIX_BYTES = 9;
    private static final String GENESIS = "ariadne genesis";
    private static final ThreadLocal<MessageDigest> DIGEST =
            ThreadLocal.withInitial(Sha256Hasher::newDigest);

    /** The hash below the first block of a cluster: SHA-256 of "ariadne genesis" and the id. */
    public static Hash genesis(String cluster) {
        MessageDigest digest = DIGEST.get();
        digest.update((GENESIS + cluster).getBytes(StandardCharsets.UTF_8));
        return finish(digest);
    }

    @Override
    public Hash hash(long height, Hash parent, List<byte[]> transactions) {
        MessageDigest digest = DIGEST.get();
        ByteBuffer fixed = ByteBuffer.allocate(PREFIX_BYTES + HASH_BYTES + Integer.BYTES);
        fixed.put(VERSION).putLong(height);
        put(fixed, parent);
        digest.update(fixed.putInt(transactions.size()).array());
        byte[] length = new byte[Integer.BYTES];
        for (byte[] transaction : transactions) {
            ByteBuffer.wrap(length).putInt(transaction.length);
            digest.update(length);
            digest.update(transaction);
        }
        return finish(digest);
    }

    /** Hash of the block with this height and this body, which is read to its limit. */
    static Hash hashBody(long height, ByteBuffer body) {
        MessageDigest digest = DIGEST.get();
        digest.update(ByteBuffer.allocate(PREFIX_BYTES).put(VERSION).putLong(height).array());
        digest.update(body);
        return finish(digest);
    }

    static void put(ByteBuffer to, Hash hash) {
        to.putLong(hash.a()).putLong(hash.b()).putLong(hash.c()).putLong(hash.d());
    }

    static Hash get(ByteBuffer from) {
        return new Hash(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    private static Hash finish(MessageDigest digest) {
        return get(ByteBuffer.wrap(digest.digest()));
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        }
    }
}
