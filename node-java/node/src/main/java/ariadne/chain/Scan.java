package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a whole log without changing it: what it holds, the torn tail if there is one, and what is
 * damaged. A bad part is a torn tail when nothing before or behind it says that it was forced.
 */
final class Scan {
    private static final int WINDOW_BYTES = 1024 * 1024;

    final Volume volume;
    private final Path directory;
    private final Identity identity;
    private final Hash genesis;
    final Segments segments;
    final Held held;
    final Doubts doubts;
    int damagedCopies;
    long tornBytes;
    /** Bytes of all files. */
    long fileBytes;

    private Scan(Volume volume, Path directory, Identity identity) {
        this.volume = volume;
        this.directory = directory;
        this.identity = identity;
        this.genesis = Sha256Hasher.genesis(identity.cluster());
        this.segments = new Segments(volume, directory);
        this.held = new Held(genesis);
        this.doubts = new Doubts(held);
    }

    /** Reads the log of a directory. */
    static Scan of(Volume volume, Path directory, Identity identity) throws ChainException {
        Scan scan = new Scan(volume, directory, identity);
        Path at = directory;
        try {
            int count = scan.lastNumber();
            if (count == 0) {
                scan.doubts.lost(Layout.segment(directory, 1), 0, "the file is missing");
            }
            List<Part> parts = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                at = Layout.segment(directory, number);
                parts.add(scan.part(at, number));
            }
            for (int i = 0; i < count; i++) {
                at = parts.get(i).path;
                scan.read(parts.get(i), i + 1 < count ? parts.get(i + 1) : null);
            }
            scan.segments.close();
        } catch (IOException e) {
            throw new ChainException("can't read " + at + ": " + e.getMessage()
                    + "; look at the volume, then start the node again", e);
        }
        scan.doubts.end();
        return scan;
    }

    /** A segment before it is read; {@code base} is -1 when it can't be told. */
    private record Part(Path path, int number, long base, long size, String problem) {}

    private int lastNumber() throws IOException {
        int last = 0;
        for (Path path : volume.list(directory)) {
            String name = path.getFileName().toString();
            if (name.matches("\\d{8}\\" + Layout.SUFFIX)) {
                last = Math.max(last, Integer.parseInt(name.substring(0, 8)));
            }
        }
        return last;
    }

    private Part part(Path path, int number) throws IOException, ChainException {
        if (!volume.exists(path)) {
            return new Part(path, number, -1, 0, "the file is missing");
        }
        try (DataFile file = volume.openForReading(path)) {
            long size = file.size();
            fileBytes += size;
            SegmentHeader header =
                    SegmentHeader.read(path, new Window(volume, file, Layout.SEGMENT_HEADER_BYTES), size);
            if (header == null) {
                return new Part(path, number, -1, size, "the segment's header is damaged");
            } else if (header.number() != number || header.member() != identity.member()
                    || !header.genesis().equals(genesis)) {
                return new Part(path, number, -1, 0, "the segment is of another node or number");
            }
            return new Part(path, number, header.base(), size, null);
        }
    }

    private void read(Part part, Part next) throws IOException, ChainException {
        if (part.base < 0) {
            doubts.lost(part.path, 0, part.problem);
            segments.add(segments.sizeBytes());
            return;
        }
        if (part.base < segments.sizeBytes()) {
            doubts.lost(part.path, 0, "the segment begins inside the one before");
            segments.add(segments.sizeBytes());
            return;
        }
        segments.add(part.base);
        long size = part.size;
        if (next != null && next.base >= 0) {
            size = Math.min(size, next.base - part.base);
        }
        segments.grown(part.base + size);
        try (DataFile file = volume.openForReading(part.path)) {
            SegmentScan scan = new SegmentScan(this, part.path,
                    new Window(volume, file, (int) Math.min(size, WINDOW_BYTES)),
                    part.base, size,
                    next == null ? Layout.segment(directory, part.number + 1) : null);
            long read = scan.run();
            long end = part.base + read;
            segments.grown(end);
            if (next != null && next.base > end) {
                doubts.lost(part.path, read, "the file is cut short");
            }
        }
    }

    /** Hash of the block at a height below the tip; null when it can't be told. */
    Hash hash(long height) throws ChainException {
        return height == 0 ? genesis : segments.hash(height, held.index.get(height));
    }
}
