package ariadne.chain;

import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The files of a log, and how one finds a position in them. Keeps the file last read open. */
final class Segments implements AutoCloseable {
    /** A block's read brings its successors along: a node that catches up asks for them next. */
    private static final int WINDOW_BYTES = 32 * 1024;

    private final Volume volume;
    private final Path directory;
    private final RecordView view = new RecordView();
    private long[] bases = new long[16];
    private int count;
    /** Number of the first one. */
    private int first;
    /** Position after the last byte written. */
    private long end;

    private int openNumber;
    private DataFile openFile;
    private long openBytes;
    private Window window;

    Segments(Volume volume, Path directory) {
        this.volume = volume;
        this.directory = directory;
    }

    /** Adds the segment that follows. */
    void add(int number, long base) {
        if (count == 0) {
            first = number;
        }
        if (count == bases.length) {
            bases = Arrays.copyOf(bases, 2 * count);
        }
        bases[count++] = base;
        end = base;
    }

    void grown(long newEnd) {
        end = newEnd;
    }

    int count() {
        return count;
    }

    int first() {
        return first;
    }

    int last() {
        return first + count - 1;
    }

    /** Forgets those below a number. */
    void drop(int number) {
        int dropped = number - first;
        System.arraycopy(bases, dropped, bases, 0, count - dropped);
        count -= dropped;
        first = number;
    }

    /** Bytes of the log that is here, which are the files' but for a seal in each that is done. */
    long heldBytes() {
        return count == 0 ? 0 : end - bases[0];
    }

    /** Position after the last byte. */
    long sizeBytes() {
        return end;
    }

    /** Base of a segment. */
    long base(int number) {
        return bases[number - first];
    }

    Path path(int number) {
        return Layout.segment(directory, number);
    }

    /** Number of the segment that holds a position. */
    int number(long position) {
        int found = Arrays.binarySearch(bases, 0, count, position);
        return first + (found >= 0 ? found : -found - 2);
    }

    /** The block whose record stands at a position. */
    Block block(long height, long position) throws ChainException {
        int number = number(position);
        long base = base(number);
        try {
            open(number);
            if (view.read(window, base, position - base, openEnd())
                            != RecordView.State.WHOLE
                    || view.type != Layout.BLOCK || view.height != height
                    || !view.blockIsSound()) {
                throw new ChainException("damaged: " + path(number) + " at byte "
                        + (position - base) + ": block " + height + " can't be read any more;"
                        + " stop this node, then run ./ariadne verify");
            }
            return view.block();
        } catch (IOException e) {
            throw unreadable(number, position - base, e);
        }
    }

    /** Hash in the header of the record at a position, null when it can't be told. */
    Hash hash(long height, long position) throws ChainException {
        int number = number(position);
        long base = base(number);
        try {
            open(number);
            return view.readHeader(window, base, position - base, openEnd())
                    && view.type == Layout.BLOCK && view.height == height ? view.hash : null;
        } catch (IOException e) {
            throw unreadable(number, position - base, e);
        }
    }

    private ChainException unreadable(int number, long offset, IOException e) {
        return new ChainException("can't read " + path(number) + " at byte " + offset + ": "
                + e.getMessage() + "; look at the disk, then start the node again", e);
    }

    long segmentEnd(int number) {
        return number == last() ? end : bases[number - first + 1];
    }

    /** A file that was cut short has less than the segment; the last one still grows. */
    private long openEnd() {
        long size = segmentEnd(openNumber) - base(openNumber);
        return Math.min(size, openBytes);
    }

    private void open(int number) throws IOException {
        if (number != openNumber) {
            close();
            openFile = volume.openForReading(path(number));
            window = new Window(volume, openFile, WINDOW_BYTES).lenient();
            openBytes = number == last() ? Long.MAX_VALUE : openFile.size();
            openNumber = number;
        }
    }

    @Override
    public void close() throws IOException {
        openNumber = 0;
        if (openFile != null) {
            openFile.close();
            openFile = null;
        }
    }
}
