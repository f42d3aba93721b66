package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The file of the last segment, written ahead with zeros: a force that finds the file as long as
 * before need not wait for the file system's own journal. Whatever ends it cuts the zeros off.
 */
final class AheadFile implements AutoCloseable {
    private static final int LEAST_BYTES = 32 * 1024;
    private static final int MOST_BYTES = 1024 * 1024;

    private final DataFile file;
    private final ByteBuffer zeros;
    private final long limit;
    private long size;

    /** Opens a file, which is written ahead to no more than a limit in bytes. */
    AheadFile(Volume volume, Path path, long limit) throws IOException {
        this.file = volume.openForWriting(path);
        this.size = file.size();
        this.zeros = volume.buffer((int) Math.clamp(limit / 4, 0, MOST_BYTES));
        this.limit = limit;
    }

    void write(ByteBuffer bytes, long offset) throws IOException {
        long end = offset + bytes.remaining();
        file.write(bytes, offset);
        if (end > size) {
            long ahead = Math.clamp(end, LEAST_BYTES, MOST_BYTES);
            size = Math.max(end, Math.min(end + Math.min(ahead, zeros.capacity()), limit));
            file.write(zeros.clear().limit((int) (size - end)), end);
        }
    }

    void force() throws IOException {
        file.force();
    }

    /** Cuts the file where the log ends, and forces that. */
    void cut(long end) throws IOException {
        if (size > end) {
            file.truncate(end);
            size = end;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
