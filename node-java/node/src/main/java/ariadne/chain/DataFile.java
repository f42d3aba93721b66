package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One file, so that tests can let it fail. Offsets and sizes are in bytes. */
interface DataFile extends AutoCloseable {
    /** Writes all that remains in the buffer. */
    void write(ByteBuffer bytes, long offset) throws IOException;

    /** Fills the buffer; the file ending early is an error. */
    void read(ByteBuffer into, long offset) throws IOException;

    /** Makes what was written survive a loss of power. */
    void force() throws IOException;

    /** Cuts the file and forces that, so that no later crash brings the old bytes back. */
    void truncate(long size) throws IOException;

    long size() throws IOException;

    @Override
    void close() throws IOException;
}
