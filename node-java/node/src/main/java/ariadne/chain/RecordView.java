package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** One record as found in a file; used again for the next. {@link Layout} draws it. */
final class RecordView {
    /** How much of a record can be trusted. */
    enum State { WHOLE, BODY_BAD, BAD }

    private final CRC32C crc = new CRC32C();
    int type;
    int bodyBytes;
    long forced;
    long height;
    Hash hash;
    /** The body's bytes in the window, when there is a body and it is whole. */
    ByteBuffer body;

    /** Reads what stands at an offset of a segment whose log bytes end at another. */
    State read(Window window, long base, long offset, long end) throws IOException {
        if (!readHeader(window, base, offset, end)) {
            return State.BAD;
        }
        int bodyCrc = window.at(offset + 4, 4, end).getInt();
        body = window.at(offset + Layout.RECORD_HEADER_BYTES, bodyBytes, end);
        return Layout.crc(crc, body, body.position(), body.limit()) == bodyCrc
                ? State.WHOLE : State.BODY_BAD;
    }

    /** Whether a record's header stands here and its body ends within the file. */
    boolean readHeader(Window window, long base, long offset, long end) throws IOException {
        if (end - offset < Layout.RECORD_HEADER_BYTES) {
            return false;
        }
        ByteBuffer b = window.at(offset, Layout.RECORD_HEADER_BYTES, end);
        int at = b.position();
        if (b.getLong(at + 16) != base + offset
                || Layout.crc(crc, b, at + 4, b.limit()) != b.getInt(at)) {
            return false;
        }
        bodyBytes = b.getInt(at + 8);
        type = b.get(at + 12);
        forced = b.getLong(at + 24);
        height = b.getLong(at + 32);
        hash = Sha256Hasher.get(b.position(at + 40));
        return Layout.isType(type) && bodyBytes >= leastBody() && sizeBytes() <= end - offset;
    }

    /** Base of the segment as the record at an offset tells it, -1 when there is none. */
    long baseBy(Window window, long offset, long end) throws IOException {
        if (end - offset < Layout.RECORD_HEADER_BYTES) {
            return -1;
        }
        ByteBuffer b = window.at(offset, Layout.RECORD_HEADER_BYTES, end);
        long base = b.getLong(b.position() + 16) - offset;
        return base >= 0 && readHeader(window, base, offset, end) ? base : -1;
    }

    private int leastBody() {
        return type == Layout.STATE || type == Layout.STATE + Layout.SECOND
                ? Layout.STANDING_BYTES : 0;
    }

    long sizeBytes() {
        return Layout.recordBytes(bodyBytes);
    }

    Ballot ballot() {
        return new Ballot((int) (hash.a() >>> 32), height, (int) hash.a());
    }

    /** What a state whose body is whole says. */
    Standing standing() {
        return Standing.get(height, hash, body.duplicate());
    }

    /** Whether a second copy of this record must follow. */
    boolean hasSecondCopy() {
        return Layout.isTwofold(type) && bodyBytes == Layout.FILLER_BYTES;
    }

    /** Parent of a block whose body is whole. */
    Hash parent() {
        return Sha256Hasher.get(body.duplicate());
    }

    /** Whether the body of a block has the shape and the hash that it should. */
    boolean blockIsSound() {
        return bodyBytes >= Layout.BLOCK_FIXED_BYTES
                && Sha256Hasher.hashBody(height, body.duplicate()).equals(hash);
    }

    /** The block, copied out of the window. */
    Block block() {
        ByteBuffer b = body.duplicate();
        Hash parent = Sha256Hasher.get(b);
        int count = b.getInt();
        List<byte[]> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] transaction = new byte[b.getInt()];
            b.get(transaction);
            transactions.add(transaction);
        }
        return new Block(height, parent, transactions, hash);
    }
}
