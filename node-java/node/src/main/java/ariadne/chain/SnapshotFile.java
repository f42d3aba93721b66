package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The bytes of a snapshot, format 1. All numbers are big-endian.
 *
 * <pre>
 *   magic (8) | CRC (4) | version (4) | height (8) | block hash (32) | genesis hash (32)
 *   | membership length (4) | membership            CRC32C from the version to the membership
 *   frames: length (4) | CRC32C of the bytes (4) | bytes
 *   frame of length 0: 0 (4) | 0 (4) | length of the body without frames (8)
 *   SHA-256 of all that stands above (32)
 * </pre>
 */
final class SnapshotFile {
    static final int FORMAT = 1;
    static final String SUFFIX = ".snap";
    static final int FRAME_BYTES = 64 * 1024;
    static final int DIGEST_BYTES = 32;
    static final int FRAME_HEADER_BYTES = 8;
    static final int MAX_MEMBERSHIP_BYTES = 1024 * 1024;
    private static final long MAGIC = 0x41524941_534e4150L;
    private static final int CRC_OFFSET = 8;
    private static final int VERSION_OFFSET = 12;
    private static final int FIXED_BYTES = 92;
    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.snap");

    private SnapshotFile() {}

    static Path path(Path directory, long height) {
        return directory.resolve(String.format("%016d%s", height, SUFFIX));
    }

    /** Height in a file's name, -1 when it is no snapshot. */
    static long height(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    static ByteBuffer header(long height, Hash hash, Hash genesis, byte[] membership) {
        ByteBuffer b = ByteBuffer.allocate(FIXED_BYTES + membership.length);
        b.putLong(MAGIC).putInt(0).putInt(FORMAT).putLong(height);
        Sha256Hasher.put(b, hash);
        Sha256Hasher.put(b, genesis);
        b.putInt(membership.length).put(membership);
        b.putInt(CRC_OFFSET, Layout.crc(new CRC32C(), b, VERSION_OFFSET, b.limit()));
        return b.flip();
    }

    /** What is wrong with a snapshot, and where. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1;
        final long offset;

        Bad(long offset, String what) {
            super(what);
            this.offset = offset;
        }
    }

    /** Reads one file from its start, frame by frame, checking all it meets. */
    static final class Reader {
        private final DataFile file;
        private final long size;
        private final MessageDigest digest = Sha256Hasher.newDigest();
        private final CRC32C crc = new CRC32C();
        private long height;
        private Hash hash;
        private byte[] membership;
        private long body;
        /** Offset of what comes next; all below is sound as far as checksums go. */
        long offset;

        Reader(DataFile file) throws IOException {
            this.file = file;
            this.size = file.size();
        }

        void header(Path path, Hash genesis) throws IOException, ChainException, Bad {
            ByteBuffer fixed = take(FIXED_BYTES);
            int length = fixed.getInt(FIXED_BYTES - Integer.BYTES);
            if (fixed.getLong(0) != MAGIC || length < 0
                    || length > Math.min(MAX_MEMBERSHIP_BYTES, size - offset)) {
                throw new Bad(0, "the header is damaged");
            }
            membership = take(length).array();
            crc.reset();
            crc.update(fixed.array(), VERSION_OFFSET, FIXED_BYTES - VERSION_OFFSET);
            crc.update(membership);
            if ((int) crc.getValue() != fixed.getInt(CRC_OFFSET)) {
                throw new Bad(0, "the header is damaged");
            }
            int format = fixed.getInt(VERSION_OFFSET);
            if (format > FORMAT) {
                throw new ChainException(path + " has snapshot format " + format + ", and this"
                        + " program reads formats up to " + FORMAT + "; use a newer release");
            }
            height = fixed.position(16).getLong();
            hash = Sha256Hasher.get(fixed);
            if (!Sha256Hasher.get(fixed).equals(genesis)) {
                throw new Bad(0, "it is of another cluster");
            }
        }

        /** The next part of the body; null behind the last. */
        ByteBuffer frame() throws IOException, Bad {
            long at = offset;
            ByteBuffer head = take(FRAME_HEADER_BYTES);
            int length = head.getInt();
            if (length < 0 || length > FRAME_BYTES
                    || length > size - offset) {
                throw new Bad(at, "a frame's length is wrong");
            } else if (length == 0) {
                if (head.getInt() != 0 || take(Long.BYTES).getLong() != body) {
                    throw new Bad(at, "the last frame is wrong");
                }
                return null;
            }
            ByteBuffer bytes = take(length);
            crc.reset();
            crc.update(bytes.array());
            if ((int) crc.getValue() != head.getInt()) {
                throw new Bad(at, "a frame's checksum is wrong");
            }
            body += length;
            return bytes;
        }

        /** What stands behind the last frame. */
        Snapshot end() throws IOException, Bad {
            long at = offset;
            Hash computed = Sha256Hasher.get(ByteBuffer.wrap(digest.digest()));
            if (size != at + DIGEST_BYTES || !Sha256Hasher.get(take(DIGEST_BYTES))
                    .equals(computed)) {
                throw new Bad(at, "its hash is wrong");
            }
            return new Snapshot(height, hash, membership, size, computed);
        }

        private ByteBuffer take(int length) throws IOException, Bad {
            if (size - offset < length) {
                throw new Bad(offset, "the file is cut short");
            }
            ByteBuffer bytes = ByteBuffer.allocate(length);
            try {
                file.read(bytes, offset);
            } catch (EOFException e) {
                throw new Bad(offset, "the file is cut short");
            }
            offset += length;
            digest.update(bytes.flip());
            return bytes.rewind();
        }
    }

    /** Reads a whole file, and hands out its body. */
    static Snapshot read(DataFile file, Path path, Hash genesis, Consumer<ByteBuffer> body)
            throws IOException, ChainException, Bad {
        Reader reader = new Reader(file);
        reader.header(path, genesis);
        ByteBuffer frame = reader.frame();
        while (frame != null) {
            body.accept(frame);
            frame = reader.frame();
        }
        return reader.end();
    }
}
