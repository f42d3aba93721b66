package ariadne.bench.bare;

import ariadne.kv.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/** The chain of blocks in one file, and the map that it makes. */
final class Journal {
    private final FileChannel file;
    private final boolean forces;
    private final MessageDigest digest;
    private final Map<Bytes, byte[]> map = new HashMap<>();
    private final ByteBuffer header = ByteBuffer.allocateDirect(Integer.BYTES + 32);
    private byte[] tip = new byte[32];
    private long height;

    Journal(Path path, boolean forces) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.forces = forces;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    long height() {
        return height;
    }

    /** Of a block with this body on top of the tip. */
    byte[] hash(ByteBuffer body) {
        try {
            byte[] hash = new byte[32];
            digest.update(tip);
            digest.update(body.duplicate());
            digest.digest(hash, 0, hash.length);
            return hash;
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes and forces. */
    void append(byte[] hash, ByteBuffer body) throws IOException {
        header.clear().putInt(body.remaining()).put(hash).flip();
        ByteBuffer[] parts = {header, body};
        while (body.hasRemaining()) {
            file.write(parts);
        }
        if (forces) {
            file.force(false);
        }
        tip = hash;
        height++;
    }

    void apply(ByteBuffer body) {
        for (int at = body.position(); at < body.limit();) {
            int length = body.getInt(at);
            ByteBuffer frame = body.slice(at + Integer.BYTES, length);
            map.put(Words.key(frame), Words.value(frame));
            at += Integer.BYTES + length;
        }
    }

    /** Empty when absent. */
    byte[] get(Bytes key) {
        return map.getOrDefault(key, new byte[0]);
    }
}
