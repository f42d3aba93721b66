package ariadne.chain;

import ariadne.paxos.Ballot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * {@code doubt}: blocks may be missing. Forced before the log is cut, deleted after the record was
 * forced that says that nothing is missing any more. Until the cut is done it vouches for the
 * ballots, which may stand in what is cut. Two copies, {@link Layout#COPY_DISTANCE} apart:
 *
 * <pre>
 *   magic (8) | CRC32C of the rest (4) | version (4) | promised (16) | accepted (16) | cut (8)
 * </pre>
 *
 * @param vouches whether the cut may be unfinished; after it the log says the ballots again
 * @param readable whether one of the copies was whole
 */
record DoubtFile(Ballot promised, Ballot accepted, boolean vouches, boolean readable) {
    static final String NAME = "doubt";
    private static final long MAGIC = 0x41524941_444f5542L;
    private static final int FORMAT = 1;
    private static final int BYTES = 56;

    static void write(Volume volume, Path directory, Ballot promised, Ballot accepted,
            boolean vouches) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(Layout.COPY_DISTANCE + BYTES);
        for (int at : new int[] {0, Layout.COPY_DISTANCE}) {
            b.position(at);
            b.putLong(MAGIC).putInt(0).putInt(FORMAT);
            Standing.put(b, promised);
            Standing.put(b, accepted);
            b.putLong(vouches ? 0 : 1);
            b.putInt(at + 8, crc(b, at));
        }
        Path draft = directory.resolve(NAME + ".new");
        try (DataFile file = volume.create(draft)) {
            file.write(b.rewind(), 0);
            file.force();
        }
        volume.publish(draft, directory.resolve(NAME));
    }

    /** Null when there is no doubt. */
    static DoubtFile read(Volume volume, Path directory) throws IOException, ChainException {
        Path path = directory.resolve(NAME);
        try (DataFile file = volume.openForReading(path)) {
            long size = file.size();
            Window window = new Window(volume, file, BYTES).lenient();
            for (int at : new int[] {0, Layout.COPY_DISTANCE}) {
                if (size >= at + BYTES) {
                    ByteBuffer b = window.at(at, BYTES, size);
                    int start = b.position();
                    if (b.getLong(start) == MAGIC && b.getInt(start + 8) == crc(b, start)) {
                        Layout.checkFormat(path, b.getInt(start + 12), FORMAT);
                        b.position(start + 16);
                        return new DoubtFile(Standing.ballot(b), Standing.ballot(b),
                                b.getLong() == 0, true);
                    }
                }
            }
            return new DoubtFile(Ballot.ZERO, Ballot.ZERO, false, false);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static int crc(ByteBuffer b, int at) {
        return Layout.crc(new CRC32C(), b, at + 12, at + BYTES);
    }

    static void delete(Volume volume, Path directory) throws IOException {
        if (volume.exists(directory.resolve(NAME))) {
            volume.delete(directory.resolve(NAME));
            volume.forceDirectory(directory);
        }
    }
}
