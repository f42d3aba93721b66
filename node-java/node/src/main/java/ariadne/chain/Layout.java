package ariadne.chain;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment, format 1. All numbers are big-endian, all starts a multiple of 8 bytes.
 *
 * <p>The log is one run of bytes, cut into files {@code 00000001.seg}, {@code 00000002.seg} and so
 * on. A <i>position</i> counts its bytes across files: the first byte of a segment has position
 * {@code base}. A segment is its header, then the promised and the accepted ballot as they stand,
 * then records. The magic, the header's CRC and the version keep their places in every format.
 *
 * <pre>
 *   0         4         8                   16
 *  +---------+---------+-------------------+
 *  |       magic       |   CRC   | version |   CRC32C of bytes 12 to 63
 *  +---------+---------+-------------------+
 *  | segment | member  |       base        |
 *  +---------+---------+-------------------+
 *  |         genesis hash (32)             |   of the cluster
 *  +---------------------------------------+
 * </pre>
 *
 * <p>A record is a header of 72 bytes, and for some a body that is padded with zeros:
 *
 * <pre>
 *   0         4         8         12  13   16
 *  +---------+---------+---------+---+-----+
 *  | CRC head| CRC body|body size|typ|  0  |   CRC32C of bytes 4 to 71, and of the body
 *  +---------+---------+---------+---+-----+
 *  |     position      |      forced       |   own position; all below "forced" was forced
 *  +-------------------+-------------------+
 *  |  height or round  | hash (32), or era (4) and node (4) and zeros
 *  +-------------------+-------------------+
 *  |                   ...                 |
 *  +-------------------+-------------------+
 *  | ...               | body
 *  +-------------------+
 *
 *   1 promised   ballot       the body is filler
 *   2 accepted   ballot       the body is filler
 *   3 rewound    height       the height that is left
 *   4 block      height, hash body: parent (32) count (4) count times: length (4) bytes
 *   5 decided    height
 *   6 forced                  written unforced after each force, for its "forced" alone
 *   7 sealed                  the next segment exists; stands at that one's base, outside the log
 *   17, 18       as 1, 2      second copy
 * </pre>
 *
 * <p>Both copies of a ballot go to disk in one write and one force, which a file of their own
 * would not; the filler keeps them {@link #COPY_DISTANCE} bytes apart, so that no single bad
 * sector takes both.
 */
final class Layout {
    static final int FORMAT = 1;
    static final long MAGIC = 0x415249_41444e45_0aL;
    static final String SUFFIX = ".seg";

    static final int SEGMENT_HEADER_BYTES = 64;
    static final int RECORD_HEADER_BYTES = 72;
    static final int COPY_DISTANCE = 4096;
    static final int FILLER_BYTES = COPY_DISTANCE - RECORD_HEADER_BYTES;
    static final int BALLOT_BYTES = COPY_DISTANCE + RECORD_HEADER_BYTES;
    /** Header and ballots, forced before a segment gets its name. */
    static final int START_BYTES = SEGMENT_HEADER_BYTES + 2 * BALLOT_BYTES;
    /** Parent and count. */
    static final int BLOCK_FIXED_BYTES = Sha256Hasher.HASH_BYTES + Integer.BYTES;

    static final byte PROMISED = 1;
    static final byte ACCEPTED = 2;
    static final byte REWOUND = 3;
    static final byte BLOCK = 4;
    static final byte DECIDED = 5;
    static final byte FORCED = 6;
    static final byte SEALED = 7;
    static final byte SECOND = 16;

    private static final int ALIGNMENT = 8;

    private Layout() {}

    static Path segment(Path directory, int number) {
        return directory.resolve(String.format("%08d%s", number, SUFFIX));
    }

    /** Bytes of a record with a body of this size. */
    static long recordBytes(int bodyBytes) {
        return RECORD_HEADER_BYTES + pad((long) bodyBytes);
    }

    static long pad(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static boolean isBallot(int type) {
        return type == PROMISED || type == ACCEPTED;
    }

    static boolean isSecondCopy(int type) {
        return type == PROMISED + SECOND || type == ACCEPTED + SECOND;
    }

    static boolean isType(int type) {
        return type >= PROMISED && type <= SEALED || isSecondCopy(type);
    }

    /** CRC32C of a part of the buffer, whose position and limit come back as they were. */
    static int crc(CRC32C crc, ByteBuffer buffer, int from, int to) {
        int position = buffer.position();
        int limit = buffer.limit();
        crc.reset();
        buffer.limit(to).position(from);
        crc.update(buffer);
        buffer.limit(limit).position(position);
        return (int) crc.getValue();
    }

    static void checkFormat(Path file, int format) throws ChainException {
        if (format > FORMAT) {
            throw new ChainException(file + " has format " + format + ", and this program reads"
                    + " formats up to " + FORMAT + "; use a newer release");
        }
    }
}
