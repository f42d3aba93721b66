package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Volume}. Offsets and sizes are in bytes. */
public interface DataFile extends AutoCloseable {
    /** Writes all that remains in the buffer; beyond the end the file grows. */
    void write(ByteBuffer bytes, long offset) throws IOException;

    /** Fills the buffer; the file ending early is an {@link java.io.EOFException}. */
    void read(ByteBuffer into, long offset) throws IOException;

    /** Makes what was written, and the size, survive a loss of power. */
    void force() throws IOException;

    /** Cuts the file and forces that, so that no later crash brings the old bytes back. */
    void truncate(long size) throws IOException;

    long size() throws IOException;

    @Override
    void close() throws IOException;
}
