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
        for (int i = 0; i < Layout.FILLER_BYTES; i += Long.BYTES) {
            buffer.putLong(0);
        }
        seal(body);
        seal(header((byte) (type + Layout.SECOND), 0, ballot.round(), rest));
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

    /** A record that is a height and a type. */
    void plain(byte type, long height) {
        seal(header(type, 0, height, Hash.ZERO));
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
