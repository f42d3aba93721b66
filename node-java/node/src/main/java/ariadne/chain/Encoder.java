package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Lays records into a buffer. {@link Layout} draws them. */
final class Encoder {
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer buffer;
    /** Log position of the first byte of the buffer. */
    private final long origin;
    private final long forced;

    Encoder(ByteBuffer buffer, long origin, long forced) {
        this.buffer = buffer;
        this.origin = origin;
        this.forced = forced;
    }

    /** A ballot, twice. */
    void ballot(byte type, Ballot ballot) {
        Hash rest = new Hash((long) ballot.era() << 32 | ballot.node(), 0, 0, 0);
        int body = header(type, Layout.FILLER_BYTES, ballot.round(), rest);
        zeros(Layout.FILLER_BYTES);
        seal(body);
        seal(header((byte) (type + Layout.SECOND), 0, ballot.round(), rest));
    }

    /** What is held, once. */
    void state(Standing held) {
        int body = header(Layout.STATE, Layout.STANDING_BYTES, held.tip(), held.tipHash());
        held.put(buffer);
        seal(body);
    }

    /** What is held, twice. */
    void states(Standing held) {
        int body = header(Layout.STATE, Layout.FILLER_BYTES, held.tip(), held.tipHash());
        held.put(buffer);
        zeros(Layout.FILLER_BYTES - Layout.STANDING_BYTES);
        seal(body);
        body = header((byte) (Layout.STATE + Layout.SECOND), Layout.STANDING_BYTES,
                held.tip(), held.tipHash());
        held.put(buffer);
        seal(body);
    }

    /** Takes up this many bytes; the tip is known from here on, what came before is not. */
    void gap(int bytes, long tip, Hash tipHash) {
        int body = header(Layout.GAP, bytes - Layout.RECORD_HEADER_BYTES, tip, tipHash);
        zeros(bytes - Layout.RECORD_HEADER_BYTES);
        seal(body);
    }

    void block(Block block, int bodyBytes) {
        int body = header(Layout.BLOCK, bodyBytes, block.height(), block.hash());
        Sha256Hasher.put(buffer, block.parent());
        buffer.putInt(block.transactions().size());
        for (byte[] transaction : block.transactions()) {
            buffer.putInt(transaction.length).put(transaction);
        }
        seal(body);
        while (buffer.position() % 8 != 0) {
            buffer.put((byte) 0);
        }
    }

    /** A record that is a type, a height and a hash. */
    void plain(byte type, long height, Hash hash) {
        seal(header(type, 0, height, hash));
    }

    private void zeros(int bytes) {
        for (int i = 0; i < bytes; i += Long.BYTES) {
            buffer.putLong(0);
        }
    }

    /** Returns where the body starts. */
    private int header(byte type, int bodyBytes, long height, Hash hash) {
        long position = origin + buffer.position();
        buffer.putLong(0).putInt(bodyBytes).putInt(type << 24);
        buffer.putLong(position).putLong(forced).putLong(height);
        Sha256Hasher.put(buffer, hash);
        return buffer.position();
    }

    private void seal(int body) {
        int header = body - Layout.RECORD_HEADER_BYTES;
        buffer.putInt(header + 4, Layout.crc(crc, buffer, body, buffer.position()));
        buffer.putInt(header, Layout.crc(crc, buffer, header + 4, body));
    }

    /** Bytes of a block's body. */
    static int bodyBytes(Block block) {
        return Math.toIntExact(Layout.BLOCK_FIXED_BYTES + block.sizeBytes()
                + (long) Integer.BYTES * block.transactions().size());
    }
}
