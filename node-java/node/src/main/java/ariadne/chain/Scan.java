package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads a whole log without changing it: what it holds, the torn tail if there is one, and what is
 * damaged. A bad part is a torn tail when nothing before or behind it says that it was forced.
 */
final class Scan {
    private static final int WINDOW_BYTES = 1024 * 1024;

    final Volume volume;
    final Path directory;
    final Identity identity;
    final Hash genesis;
    final Segments segments;
    final Held held;
    final Gaps gaps;
    int damagedCopies;
    long tornBytes;
    /** Bytes of all files. */
    long fileBytes;
    /** Whether the segment before the last lacks its seal, which a crash may leave so. */
    boolean unsealed;
    /** Segments of which a copy at the start is bad, and their headers. */
    final TreeMap<Integer, SegmentHeader> badStarts = new TreeMap<>();
    /** Ballots of which one copy is bad. */
    final List<BadBallot> badBallots = new ArrayList<>();
    private final TreeMap<Integer, Standing> starts = new TreeMap<>();
    private final TreeMap<Integer, Integer> formats = new TreeMap<>();
    /** Nothing was read so far: the first state says where the log begins. */
    private boolean startsHere = true;

    /** Where the first copy stands, and what the good one says. */
    record BadBallot(int number, long offset, byte type, Ballot ballot) {}

    private Scan(Volume volume, Path directory, Identity identity) {
        this.volume = volume;
        this.directory = directory;
        this.identity = identity;
        this.genesis = Sha256Hasher.genesis(identity.cluster());
        this.segments = new Segments(volume, directory);
        this.held = new Held(genesis);
        this.gaps = new Gaps(held);
    }

    /** Reads the log of a directory. */
    static Scan of(Volume volume, Path directory, Identity identity) throws ChainException {
        Scan scan = new Scan(volume, directory, identity);
        Path at = directory;
        try {
            List<Integer> numbers = Layout.segments(volume, directory);
            if (numbers.isEmpty()) {
                scan.segments.add(1, 0);
                scan.gaps.lost(Layout.segment(directory, 1), 1, 0, "the file is missing");
                return scan;
            }
            List<Part> parts = new ArrayList<>();
            for (int number = numbers.getFirst(); number <= numbers.getLast(); number++) {
                at = Layout.segment(directory, number);
                parts.add(scan.part(at, number));
            }
            for (int i = 0; i < parts.size(); i++) {
                at = parts.get(i).path;
                scan.read(parts.get(i), i + 1 < parts.size() ? parts.get(i + 1) : null);
            }
            scan.segments.close();
        } catch (IOException e) {
            throw new ChainException("can't read " + at + ": " + e.getMessage()
                    + "; look at the disk, then start the node again", e);
        }
        if (scan.gaps.pending() != null && scan.gaps.pending().hint != null
                && !scan.gaps.hopeless()) {
            Gap gap = scan.gaps.pending();
            scan.gaps.settle(gap.hintHeight, gap.hint, scan.hash(gap.hintHeight));
        }
        return scan;
    }

    /** A segment before it is read; no header when it can't be told. */
    private record Part(Path path, int number, SegmentHeader header, long size, String problem) {}

    private Part part(Path path, int number) throws IOException, ChainException {
        if (!volume.exists(path)) {
            return new Part(path, number, null, 0, "the file is missing");
        }
        try (DataFile file = volume.openForReading(path)) {
            long size = file.size();
            fileBytes += size;
            Window window = new Window(volume, file, Layout.COPY_DISTANCE).lenient();
            SegmentHeader.Found found = SegmentHeader.read(path, window, size);
            SegmentHeader header = found == null ? guess(number, window, size) : found.header();
            if (header == null) {
                return new Part(path, number, null, size, "the segment's header is damaged");
            } else if (header.number() != number || header.member() != identity.member()
                    || !header.genesis().equals(genesis)) {
                return new Part(path, number, null, size,
                        "the segment is of another node or number");
            } else if (found == null || found.badCopies() > 0) {
                damagedCopies++;
                startCopyIsBad(header);
            }
            return new Part(path, number, header, size, null);
        }
    }

    /** The header as the records behind it tell it; null when they don't. */
    private SegmentHeader guess(int number, Window window, long size) throws IOException {
        RecordView view = new RecordView();
        for (int offset = Layout.SEGMENT_HEADER_BYTES; offset < Layout.SECOND_HEADER;
                offset += Layout.COPY_DISTANCE) {
            long base = view.baseBy(window, offset, size);
            int type = view.type & ~Layout.SECOND;
            // A copy in the other one's place was written astray, and tells another base.
            boolean inPlace = Layout.isSecondCopy(view.type)
                    == offset > Layout.SEGMENT_HEADER_BYTES || type == Layout.PROMISED;
            if (base >= 0 && inPlace && (type == Layout.STATE || type == Layout.PROMISED)) {
                int format = type == Layout.STATE ? 2 : 1;
                return new SegmentHeader(format, number, identity.member(), base, genesis);
            }
        }
        return null;
    }

    private void read(Part part, Part next) throws IOException, ChainException {
        long here = segments.sizeBytes();
        boolean first = segments.count() == 0;
        SegmentHeader header = part.header;
        boolean inside = header != null && !first && header.base() < here;
        if (header == null || inside) {
            segments.add(part.number, here);
            boolean known = next != null && next.header != null && next.header.base() > here;
            // Where the next one can't tell either, a file that is there says how long it is.
            long size = known ? next.header.base() - here : next != null ? part.size : 0;
            gaps.lost(part.path, part.number, size,
                    inside ? "the segment begins inside the one before" : part.problem);
            segments.grown(here + size);
            startsHere = false;
            return;
        }
        formats.put(part.number, header.format());
        segments.add(part.number, header.base());
        long size = part.size;
        if (next != null && next.header != null) {
            size = Math.min(size, next.header.base() - header.base());
        }
        segments.grown(header.base() + size);
        try (DataFile file = volume.openForReading(part.path)) {
            int windowBytes = (int) Math.max(Layout.COPY_DISTANCE, Math.min(size, WINDOW_BYTES));
            SegmentScan scan = new SegmentScan(this, part.path,
                    new Window(volume, file, windowBytes).lenient(), header, size,
                    next == null ? Layout.segment(directory, part.number + 1) : null);
            long read = scan.run();
            long end = header.base() + read;
            segments.grown(end);
            if (next != null && next.header != null && next.header.base() > end) {
                gaps.bad(part.path, part.number, read, next.header.base() - header.base(),
                        "the file is cut short");
                segments.grown(next.header.base());
                segments.close();
            }
        }
        unsealed = next != null && next.header != null
                && part.size < next.header.base() - header.base() + Layout.RECORD_HEADER_BYTES;
        startsHere = false;
    }

    /** Format of a segment; of one that can't be read, the newest. */
    int format(int number) {
        return formats.getOrDefault(number, Layout.FORMAT);
    }

    /** Lowest segment from which on none is of format 1. */
    int formatTwoFrom() {
        int from = segments.last() + 1;
        while (from > segments.first() && format(from - 1) > 1) {
            from--;
        }
        return from;
    }

    void startCopyIsBad(SegmentHeader header) {
        badStarts.put(header.number(), header);
    }

    void startsWith(int number, Standing standing) {
        starts.put(number, standing);
    }

    /** What was held where a segment of format 2 starts. */
    Standing start(int number) {
        return starts.get(number);
    }

    /** Whether the log begins in the segment under way, and nothing was read of it so far. */
    boolean startsHere() {
        boolean here = startsHere && gaps.pending() == null;
        startsHere = false;
        return here;
    }

    /** Hash of the block at a height; null when it can't be told. */
    Hash hash(long height) throws ChainException {
        if (height == held.start - 1) {
            return held.startParent;
        } else if (height < held.start || height > held.tip) {
            return null;
        }
        Held.Hole hole = held.holes.get(height);
        long position = held.index.get(height);
        return hole != null ? hole.hash()
                : position == 0 ? null : segments.hash(height, position);
    }

    /**
     * Begins the chain where a snapshot ends, if it is not held whole from there; what stands
     * below is not needed.
     */
    void above(long height, Hash hash) throws ChainException {
        if (height < held.start - 1 || height > held.tip) {
            return;
        }
        Long hole = held.holes.floorKey(height);
        if (hole != null) {
            held.startAbove(hole, held.holes.get(hole).hash());
        }
        if (hash(height) == null) {
            held.startAbove(height, hash);
        }
    }
}
