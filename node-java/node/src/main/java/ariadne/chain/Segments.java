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
    /** Position after the last byte written. */
    private long end;

    private int openNumber;
    private DataFile openFile;
    private Window window;

    Segments(Volume volume, Path directory) {
        this.volume = volume;
        this.directory = directory;
    }

    /** Adds the segment that follows. */
    void add(long base) {
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

    /** Log bytes, which are the files' bytes but for a seal in each file that is not the last. */
    long sizeBytes() {
        return end;
    }

    /** Base of a segment, counted from 1. */
    long base(int number) {
        return bases[number - 1];
    }

    Path path(int number) {
        return Layout.segment(directory, number);
    }

    /** Number of the segment that holds a position. */
    int number(long position) {
        int found = Arrays.binarySearch(bases, 0, count, position);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The block whose record stands at a position. */
    Block block(long height, long position) throws ChainException {
        int number = number(position);
        long base = base(number);
        try {
            open(number);
            if (view.read(window, base, position - base, segmentEnd(number) - base)
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
            return view.readHeader(window, base, position - base, segmentEnd(number) - base)
                    && view.type == Layout.BLOCK && view.height == height ? view.hash : null;
        } catch (IOException e) {
            throw unreadable(number, position - base, e);
        }
    }

    private ChainException unreadable(int number, long offset, IOException e) {
        return new ChainException("can't read " + path(number) + " at byte " + offset + ": "
                + e.getMessage() + "; look at the volume, then start the node again", e);
    }

    private long segmentEnd(int number) {
        return number == count ? end : bases[number];
    }

    private void open(int number) throws IOException {
        if (number != openNumber) {
            close();
            openFile = volume.openForReading(path(number));
            window = new Window(volume, openFile, WINDOW_BYTES);
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
