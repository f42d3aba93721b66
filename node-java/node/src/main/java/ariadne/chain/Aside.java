package ariadne.chain;

import java.io.IOException;
import java.nio.file.Path;

/** {@code damaged/}: what was cut off or replaced whole, so that nothing is lost for good. */
final class Aside {
    static final String NAME = "damaged";
    private static final int CHUNK_BYTES = 64 * 1024;

    private Aside() {}

    /** Keeps a copy of a file as it is; one that is not there is fine. */
    static void copy(Volume volume, Path directory, Path file) throws IOException {
        if (!volume.exists(file)) {
            return;
        }
        Path to = place(volume, directory, file);
        Path draft = to.resolveSibling(to.getFileName() + ".new");
        try (DataFile source = volume.openForReading(file);
                DataFile target = volume.create(draft)) {
            copy(volume, source, target, CHUNK_BYTES);
            target.force();
        }
        volume.publish(draft, to);
    }

    /** Moves a file out of the way. */
    static void move(Volume volume, Path directory, Path file) throws IOException {
        if (volume.exists(file)) {
            volume.publish(file, place(volume, directory, file));
            volume.forceDirectory(directory);
        }
    }

    /** A name that nothing has: the first damage is never overwritten by a later one. */
    private static Path place(Volume volume, Path directory, Path file) throws IOException {
        Path aside = directory.resolve(NAME);
        if (!volume.exists(aside)) {
            volume.createDirectories(aside);
            volume.forceDirectory(directory);
        }
        Path place = aside.resolve(file.getFileName().toString());
        for (int i = 2; volume.exists(place); i++) {
            place = aside.resolve(file.getFileName() + "." + i);
        }
        return place;
    }

    /** Copies all that can be read. */
    static void copy(Volume volume, DataFile from, DataFile to, int chunkBytes)
            throws IOException {
        long size = from.size();
        Window window = new Window(volume, from, chunkBytes).lenient();
        for (long offset = 0; offset < size; offset += chunkBytes) {
            int length = (int) Math.min(chunkBytes, size - offset);
            to.write(window.at(offset, length, size).duplicate(), offset);
        }
    }
}
