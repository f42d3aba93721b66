package ariadne.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of segments that a log has let go of. They are removed by {@link #run}, once and on any
 * thread: each removal is forced, which takes long. A crash before that leaves some, and the log
 * begins with them again.
 */
public final class Removal {
    /** Of a log that has let go of nothing. */
    static final Removal NONE = new Removal(null, null, List.of(), false);

    private final Volume volume;
    private final Path directory;
    private final List<Path> files;
    private final boolean archive;
    private int removed;
    private boolean stopped;

    /** Files in their order, to be moved into the archive or deleted. */
    Removal(Volume volume, Path directory, List<Path> files, boolean archive) {
        this.volume = volume;
        this.directory = directory;
        this.files = List.copyOf(files);
        this.archive = archive;
    }

    /** How many there are. */
    public int count() {
        return files.size();
    }

    /**
     * Removes them, each for good before the next, so that what a crash leaves begins with a whole
     * segment.
     *
     * @throws ChainException when the disk fails
     */
    public void run() throws ChainException {
        try {
            for (Path file : files) {
                remove(file);
            }
        } catch (IOException e) {
            throw DataDirectory.failed("compact", directory, e);
        }
    }

    private synchronized void remove(Path file) throws IOException {
        if (stopped) {
            return;
        }
        if (archive) {
            Path place = directory.resolve(Layout.ARCHIVE);
            volume.createDirectories(place);
            volume.publish(file, place.resolve(file.getFileName().toString()));
        } else {
            volume.delete(file);
        }
        volume.forceDirectory(directory);
        removed++;
    }

    /** Whether all are gone. */
    synchronized boolean done() {
        return removed == files.size();
    }

    /** Nothing is removed after this: the directory may get another owner. */
    synchronized void stop() {
        stopped = true;
    }
}
