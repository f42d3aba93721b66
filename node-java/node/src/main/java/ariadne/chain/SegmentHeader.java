package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The start of a segment. {@link Layout} draws it. */
record SegmentHeader(int number, int member, long base, Hash genesis) {
    private static final int CRC_OFFSET = 8;
    private static final int VERSION_OFFSET = 12;

    void put(ByteBuffer to) {
        int at = to.position();
        to.putLong(Layout.MAGIC).putInt(0).putInt(Layout.FORMAT);
        to.putInt(number).putInt(member).putLong(base);
        Sha256Hasher.put(to, genesis);
        to.putInt(at + CRC_OFFSET, crc(to, at));
    }

    /**
     * Reads one.
     *
     * @return null when it is damaged
     * @throws ChainException when its format is newer than this program
     */
    static SegmentHeader read(Path path, Window window, long end)
            throws IOException, ChainException {
        if (end < Layout.SEGMENT_HEADER_BYTES) {
            return null;
        }
        ByteBuffer b = window.at(0, Layout.SEGMENT_HEADER_BYTES, end);
        int at = b.position();
        if (b.getLong(at) != Layout.MAGIC || b.getInt(at + CRC_OFFSET) != crc(b, at)) {
            return null;
        }
        Layout.checkFormat(path, b.getInt(at + VERSION_OFFSET));
        b.position(at + VERSION_OFFSET + Integer.BYTES);
        return new SegmentHeader(b.getInt(), b.getInt(), b.getLong(), Sha256Hasher.get(b));
    }

    private static int crc(ByteBuffer b, int at) {
        return Layout.crc(
                new CRC32C(), b, at + VERSION_OFFSET, at + Layout.SEGMENT_HEADER_BYTES);
    }
}
