package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * Writes one snapshot, from any one thread, while the log goes on. Nothing of it is seen before
 * {@link #publish}; closed before that, it leaves nothing behind.
 */
public final class SnapshotWriter extends OutputStream {
    private final Snapshots snapshots;
    private final Volume volume;
    private final Path draft;
    private final long height;
    private final Hash hash;
    private final byte[] membership;
    private final DataFile file;
    private final MessageDigest digest = Sha256Hasher.newDigest();
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer frame = ByteBuffer.allocate(
            SnapshotFile.FRAME_HEADER_BYTES + SnapshotFile.FRAME_BYTES);
    private long offset;
    private long body;
    private boolean closed;

    SnapshotWriter(Snapshots snapshots, Volume volume, Path draft, long height, Hash hash,
            Hash genesis, byte[] membership) throws IOException {
        this.snapshots = snapshots;
        this.volume = volume;
        this.draft = draft;
        this.height = height;
        this.hash = hash;
        this.membership = membership.clone();
        this.file = volume.create(draft);
        put(SnapshotFile.header(height, hash, genesis, membership));
        frame.position(SnapshotFile.FRAME_HEADER_BYTES);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            int count = Math.min(from + length - at, frame.remaining());
            frame.put(bytes, at, count);
            at += count;
            if (!frame.hasRemaining()) {
                frame();
            }
        }
    }

    private void frame() throws IOException {
        int length = frame.position() - SnapshotFile.FRAME_HEADER_BYTES;
        if (length > 0) {
            crc.reset();
            crc.update(frame.array(), SnapshotFile.FRAME_HEADER_BYTES, length);
            frame.putInt(0, length).putInt(4, (int) crc.getValue());
            body += length;
            put(frame.flip());
            frame.clear().position(SnapshotFile.FRAME_HEADER_BYTES);
        }
    }

    private void put(ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        int length = bytes.remaining();
        file.write(bytes, offset);
        offset += length;
    }

    /**
     * Forces what was written and gives it its name.
     *
     * @throws IOException when the disk fails; then the snapshot is not there
     */
    public Snapshot publish() throws IOException {
        frame();
        put(ByteBuffer.allocate(SnapshotFile.FRAME_HEADER_BYTES + Long.BYTES)
                .putLong(0).putLong(body).flip());
        byte[] sum = digest.digest();
        file.write(ByteBuffer.wrap(sum), offset);
        file.force();
        file.close();
        Snapshot snapshot = new Snapshot(height, hash, membership, offset + sum.length,
                Sha256Hasher.get(ByteBuffer.wrap(sum)));
        snapshots.publish(draft, snapshot);
        closed = true;
        return snapshot;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            file.close();
            volume.delete(draft);
        }
    }
}
