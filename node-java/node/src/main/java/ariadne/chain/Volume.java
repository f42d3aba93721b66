package ariadne.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a chain asks of a file system. The true one is {@link LocalVolume}; a simulator gives
 * another, with a page cache that a crash loses and with faults. Names are absolute or relative
 * paths as the caller gave them. Several threads may use a volume, each on files of its own.
 *
 * <p>Every method throws {@link IOException} when the disk fails; a file that is not there is a
 * {@link java.nio.file.NoSuchFileException}.
 */
public interface Volume {
    /** Makes an empty file, in place of what an interrupted run may have left under that name. */
    DataFile create(Path file) throws IOException;

    /** Opens a file that is there, for reading and writing. */
    DataFile openForWriting(Path file) throws IOException;

    DataFile openForReading(Path file) throws IOException;

    /** Whether there is a file or a directory of that name. */
    boolean exists(Path path) throws IOException;

    /** Files and directories in a directory, sorted by name. */
    List<Path> list(Path directory) throws IOException;

    /** Makes a directory, and those above it; one that is there already is fine. */
    void createDirectories(Path directory) throws IOException;

    /** Gives a file another name, in place of what has it; a crash shows the old or the new. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the names in a directory survive a loss of power. */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Takes a lock that dies with the process.
     *
     * @return null when somebody has it, in this process or another
     */
    Closeable lock(Path file) throws IOException;

    /** A buffer of the kind that this volume reads and writes fastest. */
    ByteBuffer buffer(int bytes);

    /** Gives a file that is forced already its name, so that no crash shows half of it. */
    default void publish(Path from, Path to) throws IOException {
        rename(from, to);
        forceDirectory(to.getParent());
    }
}
