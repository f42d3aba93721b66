package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads one file through a buffer. What was read must not change: a log's bytes never do. */
final class Window {
    private final Volume volume;
    private final DataFile file;
    private ByteBuffer buffer;
    private long start;
    private int loaded;

    Window(Volume volume, DataFile file, int bufferBytes) {
        this.volume = volume;
        this.file = file;
        this.buffer = volume.buffer(bufferBytes).limit(0);
    }

    /**
     * The buffer, with exactly these bytes between its position and limit, until the next call.
     *
     * @param offset from the start of the file
     * @param end the file holds at least this many bytes
     */
    ByteBuffer at(long offset, int length, long end) throws IOException {
        buffer.limit(buffer.capacity());
        if (offset < start || offset + length > start + loaded) {
            load(offset, length, end);
        }
        int from = (int) (offset - start);
        return buffer.limit(from + length).position(from);
    }

    private void load(long offset, int length, long end) throws IOException {
        if (length > buffer.capacity()) {
            buffer = volume.buffer(length);
        }
        loaded = 0;
        start = offset;
        int wanted = (int) Math.max(length, Math.min(buffer.capacity(), end - offset));
        buffer.clear().limit(wanted);
        file.read(buffer, offset);
        buffer.limit(buffer.capacity());
        loaded = wanted;
    }
}
