package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The body of a snapshot. What is damaged is never handed out. */
final class SnapshotStream extends InputStream {
    private final DataFile file;
    private final Path path;
    private final SnapshotFile.Reader reader;
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private boolean ended;

    SnapshotStream(DataFile file, Path path, Hash genesis) throws IOException {
        this.file = file;
        this.path = path;
        this.reader = new SnapshotFile.Reader(file);
        boolean done = false;
        try {
            reader.header(path, genesis);
            done = true;
        } catch (ChainException | SnapshotFile.Bad e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    private boolean more() throws IOException {
        try {
            while (!ended && !frame.hasRemaining()) {
                ByteBuffer next = reader.frame();
                if (next == null) {
                    reader.end();
                    ended = true;
                } else {
                    frame = next;
                }
            }
        } catch (SnapshotFile.Bad e) {
            throw new IOException("damaged: " + path + " at byte " + e.offset + ": "
                    + e.getMessage(), e);
        }
        return !ended;
    }

    @Override
    public int read() throws IOException {
        return more() ? frame.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        } else if (!more()) {
            return -1;
        }
        int count = Math.min(length, frame.remaining());
        frame.get(into, from, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
