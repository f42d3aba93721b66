package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A snapshot on its way from a peer, in a file of its own that outlives the process. Not safe for
 * use by several threads.
 */
public final class SnapshotReceiver implements AutoCloseable {
    private static final String SUFFIX = ".part";

    /** What came is not what was offered; it is gone, and can be received anew. */
    public static final class Damaged extends ChainException {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }

    private final Snapshots snapshots;
    private final Volume volume;
    private final Path part;
    private final Snapshot offered;
    private final Hash genesis;
    private final DataFile file;
    private long received;

    SnapshotReceiver(Snapshots snapshots, Volume volume, Path part, Snapshot offered,
            Hash genesis) throws IOException {
        this.snapshots = snapshots;
        this.volume = volume;
        this.part = part;
        this.offered = offered;
        this.genesis = genesis;
        boolean resumed = volume.exists(part);
        this.file = resumed ? volume.openForWriting(part) : volume.create(part);
        if (resumed) {
            this.received = soundPrefix();
            file.truncate(received);
        }
    }

    static Path part(Path directory, Snapshot offered) {
        return directory.resolve(String.format("%016d-%s%s",
                offered.height(), offered.digest().hex().substring(0, 16), SUFFIX));
    }

    static boolean isPart(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    /** After a crash what was written last may be anything; a frame's checksum tells. */
    private long soundPrefix() throws IOException {
        SnapshotFile.Reader reader = new SnapshotFile.Reader(file);
        long sound = 0;
        try {
            reader.header(part, genesis);
            sound = reader.offset;
            while (reader.frame() != null) {
                sound = reader.offset;
            }
            return sound;
        } catch (ChainException | SnapshotFile.Bad e) {
            return sound;
        }
    }

    /** Offset of the bytes that are wanted next. */
    public long received() {
        return received;
    }

    /** Whether the last byte is there. */
    public boolean complete() {
        return received == offered.sizeBytes();
    }

    /**
     * Takes the next bytes; others than those at {@link #received} are ignored.
     *
     * @throws ChainException when the disk fails
     */
    public void add(long offset, byte[] bytes) throws ChainException {
        if (offset != received || bytes.length > offered.sizeBytes() - received) {
            return;
        }
        try {
            file.write(ByteBuffer.wrap(bytes), offset);
        } catch (IOException e) {
            throw Snapshots.failed("write", part, e);
        }
        received += bytes.length;
    }

    /**
     * Checks what was received, forces it and gives it its name. When it is not what was offered,
     * it is deleted, and receiving begins anew.
     *
     * @throws Damaged when it is wrong
     * @throws ChainException when the disk fails
     */
    public Snapshot publish() throws ChainException {
        try {
            file.force();
            Snapshot found = null;
            String wrong = "it is another snapshot";
            try {
                found = SnapshotFile.read(file, part, genesis, frame -> { });
            } catch (SnapshotFile.Bad e) {
                wrong = e.getMessage() + " at byte " + e.offset;
            }
            file.close();
            if (found == null || found.height() != offered.height()
                    || !found.digest().equals(offered.digest())) {
                volume.delete(part);
                throw new Damaged("the snapshot of height " + offered.height()
                        + " came damaged from a peer: " + wrong + "; it is fetched again");
            }
            snapshots.publish(part, found);
            return found;
        } catch (IOException e) {
            throw Snapshots.failed("write", part, e);
        }
    }

    /** Lets the file go; what was received stays for a later life. */
    @Override
    public void close() throws ChainException {
        try {
            file.close();
        } catch (IOException e) {
            throw Snapshots.failed("close", part, e);
        }
    }
}
