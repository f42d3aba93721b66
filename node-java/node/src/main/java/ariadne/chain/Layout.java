package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment, format 2. All numbers are big-endian, all starts a multiple of 8 bytes.
 *
 * <p>The log is one run of bytes, cut into files {@code 00000001.seg}, {@code 00000002.seg} and so
 * on, of which the first may be gone. A <i>position</i> counts its bytes across files: the first
 * byte of a segment has position {@code base}. A segment starts with its header and what is held
 * there, each in two copies; records follow. The magic, the header's CRC and the version keep
 * their places in every format.
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
 *  | 64: record "state", with filler       |
 *  | 4160: record "state", second copy     |
 *  | 4280: the header's 64 bytes again     |
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
 *   3 rewound    height, hash of the block that is the tip now
 *   4 block      height, hash body: parent (32) count (4) count times: length (4) bytes
 *   5 decided    height
 *   6 forced                  format 1: written after each force, for its "forced" alone
 *   7 sealed     tip, hash    the next segment exists; stands at that one's base, outside the log
 *   8 state      tip, hash    body: {@link Standing} (48); written, unforced, after each force
 *   9 installed  height, hash of a snapshot that took the place of the chain
 *  10 gap        tip, hash    the body is filler: what stood here was damaged
 *  11 doubtful                blocks may be missing from here on
 *  12 sound                   they are no more
 *  13 learned    height       as 5, by what others said
 *  17, 18, 24   as 1, 2, 8    second copy
 * </pre>
 *
 * <p>Behind the log's end the last segment may hold zeros, written ahead: a force that finds the
 * file as long as before is a shorter one. They are cut off when the segment is sealed or closed.
 *
 * <p>Both copies of a ballot go to disk in one write and one force, which a file of their own
 * would not; the filler keeps them {@link #COPY_DISTANCE} bytes apart, so that no single bad
 * sector takes both. A state names the tip and its hash: whatever is damaged before it, the blocks
 * that are missing are known by their hashes.
 *
 * <p>Format 1, of release 0.1.0, starts with the promised and the accepted ballot in place of the
 * state, has no second header, and no hash where one stands above but in blocks.
 */
final class Layout {
    static final int FORMAT = 2;
    static final long MAGIC = 0x415249_41444e45_0aL;
    static final String ARCHIVE = "archive";
    private static final Pattern SEGMENT = Pattern.compile("(\\d{8})\\.seg");

    static final int SEGMENT_HEADER_BYTES = 64;
    static final int RECORD_HEADER_BYTES = 72;
    static final int COPY_DISTANCE = 4096;
    static final int FILLER_BYTES = COPY_DISTANCE - RECORD_HEADER_BYTES;
    static final int BALLOT_BYTES = COPY_DISTANCE + RECORD_HEADER_BYTES;
    static final int STANDING_BYTES = 48;
    static final int STATE_BYTES = RECORD_HEADER_BYTES + STANDING_BYTES;
    static final int SECOND_HEADER = SEGMENT_HEADER_BYTES + COPY_DISTANCE + STATE_BYTES;
    private static final int START_BYTES = SECOND_HEADER + SEGMENT_HEADER_BYTES;
    private static final int START_BYTES_1 = SEGMENT_HEADER_BYTES + 2 * BALLOT_BYTES;
    /** Parent and count. */
    static final int BLOCK_FIXED_BYTES = Sha256Hasher.HASH_BYTES + Integer.BYTES;

    static final byte PROMISED = 1;
    static final byte ACCEPTED = 2;
    static final byte REWOUND = 3;
    static final byte BLOCK = 4;
    static final byte DECIDED = 5;
    static final byte FORCED = 6;
    static final byte SEALED = 7;
    static final byte STATE = 8;
    static final byte INSTALLED = 9;
    static final byte GAP = 10;
    static final byte DOUBTFUL = 11;
    static final byte SOUND = 12;
    static final byte LEARNED = 13;
    static final byte SECOND = 16;

    private static final int ALIGNMENT = 8;

    private Layout() {}

    static Path segment(Path directory, int number) {
        return directory.resolve(String.format("%08d.seg", number));
    }

    /** Numbers of the segments in a directory, lowest first. */
    static List<Integer> segments(Volume volume, Path directory) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Path path : volume.list(directory)) {
            Matcher matcher = SEGMENT.matcher(path.getFileName().toString());
            if (matcher.matches()) {
                numbers.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return numbers;
    }

    /** Bytes of a record with a body of this size. */
    static long recordBytes(int bodyBytes) {
        return RECORD_HEADER_BYTES + pad((long) bodyBytes);
    }

    static long pad(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Header and state, or in format 1 ballots, forced before a segment gets its name. */
    static int startBytes(int format) {
        return format == 1 ? START_BYTES_1 : START_BYTES;
    }

    /** Whether records of this type have a second copy behind them, when the body is filler. */
    static boolean isTwofold(int type) {
        return type == PROMISED || type == ACCEPTED || type == STATE;
    }

    static boolean isSecondCopy(int type) {
        return type > SECOND && isTwofold(type - SECOND);
    }

    static boolean isType(int type) {
        return type >= PROMISED && type <= LEARNED || isSecondCopy(type);
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
        checkFormat(file, format, FORMAT);
    }

    static void checkFormat(Path file, int format, int newest) throws ChainException {
        if (format > newest) {
            throw new ChainException(file + " has format " + format + ", and this program reads"
                    + " formats up to " + newest + "; use a newer release");
        }
    }
}
