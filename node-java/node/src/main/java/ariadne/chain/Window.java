package ariadne.chain;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeSet;

/** Reads one file through a buffer. What was read must not change: a log's bytes never do. */
final class Window {
    private static final int PAGE_BYTES = 4096;
    /** What is no record and no part of one, in place of what the disk does not give. */
    private static final byte UNREADABLE = (byte) 0xa5;

    private final Volume volume;
    private final DataFile file;
    private final TreeSet<Long> unreadable = new TreeSet<>();
    private ByteBuffer buffer;
    private boolean lenient;
    private long start;
    private int loaded;

    Window(Volume volume, DataFile file, int bufferBytes) {
        this.volume = volume;
        this.file = file;
        this.buffer = volume.buffer(bufferBytes).limit(0);
    }

    /** From here on a page that the disk does not give is damage like any other, no error. */
    Window lenient() {
        lenient = true;
        return this;
    }

    /** Whether the disk failed to give something of this part. */
    boolean unreadable(long from, long to) {
        Long page = unreadable.ceiling(from - PAGE_BYTES + 1);
        return page != null && page < to;
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
        try {
            file.read(buffer, offset);
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            if (!lenient) {
                throw e;
            }
            readByPage(offset, wanted);
        }
        buffer.limit(buffer.capacity());
        loaded = wanted;
    }

    private void readByPage(long offset, int wanted) throws IOException {
        int done = 0;
        while (done < wanted) {
            long page = (offset + done) / PAGE_BYTES * PAGE_BYTES;
            int until = (int) Math.min(wanted, page + PAGE_BYTES - offset);
            buffer.limit(until).position(done);
            try {
                file.read(buffer, offset + done);
            } catch (EOFException e) {
                throw e;
            } catch (IOException e) {
                unreadable.add(page);
                for (int i = done; i < until; i++) {
                    buffer.put(i, UNREADABLE);
                }
            }
            done = until;
        }
    }
}
