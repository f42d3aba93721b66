package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The start of a segment. {@link Layout} draws it. */
record SegmentHeader(int format, int number, int member, long base, Hash genesis) {
    private static final int CRC_OFFSET = 8;
    private static final int VERSION_OFFSET = 12;

    /** The header of a file, and how many of its copies were bad; null when none is good. */
    record Found(SegmentHeader header, int badCopies) {}

    int startBytes() {
        return Layout.startBytes(format);
    }

    void put(ByteBuffer to) {
        int at = to.position();
        to.putLong(Layout.MAGIC).putInt(0).putInt(format);
        to.putInt(number).putInt(member).putLong(base);
        Sha256Hasher.put(to, genesis);
        to.putInt(at + CRC_OFFSET, crc(to, at));
    }

    /**
     * Reads one.
     *
     * @return null when both copies are damaged
     * @throws ChainException when its format is newer than this program
     */
    static Found read(Path path, Window window, long end) throws IOException, ChainException {
        SegmentHeader first = copy(path, window, 0, end);
        if (first != null && first.format == 1) {
            return new Found(first, 0);
        }
        SegmentHeader second = copy(path, window, Layout.SECOND_HEADER, end);
        if (first == null && (second == null || second.format == 1)) {
            return null;
        }
        return first == null ? new Found(second, 1) : new Found(first, second == null ? 1 : 0);
    }

    private static SegmentHeader copy(Path path, Window window, int offset, long end)
            throws IOException, ChainException {
        if (end < offset + Layout.SEGMENT_HEADER_BYTES) {
            return null;
        }
        ByteBuffer b = window.at(offset, Layout.SEGMENT_HEADER_BYTES, end);
        int at = b.position();
        if (b.getLong(at) != Layout.MAGIC || b.getInt(at + CRC_OFFSET) != crc(b, at)) {
            return null;
        }
        int format = b.getInt(at + VERSION_OFFSET);
        Layout.checkFormat(path, format);
        b.position(at + VERSION_OFFSET + Integer.BYTES);
        return new SegmentHeader(
                format, b.getInt(), b.getInt(), b.getLong(), Sha256Hasher.get(b));
    }

    private static int crc(ByteBuffer b, int at) {
        return Layout.crc(
                new CRC32C(), b, at + VERSION_OFFSET, at + Layout.SEGMENT_HEADER_BYTES);
    }
}
