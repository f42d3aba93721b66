package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** One segment that is written anew with some of its bytes replaced. */
final class Rewrite {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Scan scan;
    private final int number;
    private final Path path;
    private final TreeMap<Long, ByteBuffer> patches = new TreeMap<>();
    private boolean whole;

    Rewrite(Scan scan, int number) {
        this.scan = scan;
        this.number = number;
        this.path = Layout.segment(scan.directory, number);
    }

    /** Replaces bytes. */
    void patch(long offset, ByteBuffer bytes) {
        patches.put(offset, bytes);
    }

    /** Replaces the header, and the state behind it when it is known. */
    void start(SegmentHeader header, Standing standing) {
        ByteBuffer copy = ByteBuffer.allocate(Layout.SEGMENT_HEADER_BYTES);
        header.put(copy);
        patch(0, copy.flip());
        if (header.format() > 1) {
            patch(Layout.SECOND_HEADER, copy.duplicate());
            if (standing != null) {
                int from = Layout.SEGMENT_HEADER_BYTES;
                ByteBuffer states = ByteBuffer.allocate(Layout.SECOND_HEADER - from);
                new Encoder(states, header.base() + from, header.base()).states(standing);
                patch(from, states.flip());
            }
        }
    }

    /** Nothing of the old file stays; returns where records may begin. */
    long whole(Standing standing) {
        whole = true;
        SegmentHeader header = new SegmentHeader(Layout.FORMAT, number, scan.identity.member(),
                scan.segments.base(number), scan.genesis);
        start(header, standing);
        return header.startBytes();
    }

    void run() throws IOException {
        scan.segments.close();
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        if (whole) {
            Aside.copy(scan.volume, scan.directory, path);
        }
        try (DataFile file = scan.volume.create(draft)) {
            if (!whole) {
                copy(file);
            }
            for (Map.Entry<Long, ByteBuffer> patch : patches.entrySet()) {
                file.write(patch.getValue().duplicate(), patch.getKey());
            }
            file.force();
        }
        scan.volume.publish(draft, path);
    }

    private void copy(DataFile to) throws IOException {
        try (DataFile from = scan.volume.openForReading(path)) {
            Aside.copy(scan.volume, from, to, CHUNK_BYTES);
        }
    }
}
