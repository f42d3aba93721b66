package ariadne.chain;

import ariadne.chain.RecordView.State;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.file.Path;

/** Reads one segment for a {@link Scan}. Offsets are from the start of the file. */
final class SegmentScan {
    private final Scan scan;
    private final Path path;
    private final Window window;
    private final long base;
    private final long end;
    /** Where the segment after the last one would stand; null when this one is not the last. */
    private final Path next;
    private final RecordView view = new RecordView();
    private final RecordView ahead = new RecordView();
    /** Greatest offset that something read so far says was forced. */
    private long forced = Layout.START_BYTES;
    private boolean forcedIsFinal;
    /** Where the second copy of the ballot read last must stand. */
    private long secondCopy = -1;

    SegmentScan(Scan scan, Path path, Window window, long base, long end, Path next) {
        this.scan = scan;
        this.path = path;
        this.window = window;
        this.base = base;
        this.end = end;
        this.next = next;
    }

    /** Returns the offset where the sound part ends. */
    long run() throws IOException, ChainException {
        long offset = Layout.SEGMENT_HEADER_BYTES;
        while (offset < end) {
            State state = view.read(window, base, offset, end);
            if (state == State.WHOLE) {
                forced = Math.max(forced, view.forced - base);
                apply(offset);
                offset += view.sizeBytes();
                continue;
            }
            long after = state == State.BODY_BAD ? offset + view.sizeBytes() : nextHeader(offset);
            if (otherCopyStands(state, offset, after)) {
                scan.damagedCopies++;
            } else if (next != null && forcedBehind(after) <= offset) {
                scan.tornBytes = end - offset;
                return offset;
            } else if (state == State.BODY_BAD && view.type == Layout.BLOCK) {
                scan.doubts.block(path, offset, "a block's checksum is wrong", view.height);
                scan.held.put(view.height, view.hash, base + offset);
            } else {
                scan.doubts.lost(path, offset, "no record can be read here");
            }
            offset = after;
        }
        if (next != null && forced > end) {
            scan.doubts.lost(path, end, "the file is cut short");
        }
        return Math.min(offset, end);
    }

    /** Whether a bad ballot record is one of two copies, the other of which is whole. */
    private boolean otherCopyStands(State state, long offset, long after) throws IOException {
        if (offset == secondCopy && after == offset + Layout.RECORD_HEADER_BYTES) {
            return true;
        }
        boolean mayBeFirst = after == offset + Layout.COPY_DISTANCE
                && (state == State.BAD || Layout.isBallot(view.type));
        return mayBeFirst && ahead.read(window, base, after, end) == State.WHOLE
                && Layout.isSecondCopy(ahead.type);
    }

    private long nextHeader(long bad) throws IOException {
        long offset = bad + 8;
        while (offset < end && !ahead.readHeader(window, base, offset, end)) {
            offset += 8;
        }
        return Math.min(offset, end);
    }

    private long forcedBehind(long start) throws IOException {
        if (!forcedIsFinal) {
            long offset = start;
            while (offset < end) {
                if (ahead.readHeader(window, base, offset, end)) {
                    forced = Math.max(forced, ahead.forced - base);
                    offset += ahead.sizeBytes();
                } else {
                    offset = nextHeader(offset);
                }
            }
            forcedIsFinal = true;
        }
        return forced;
    }

    private void apply(long offset) throws IOException, ChainException {
        Held held = scan.held;
        String problem = switch (view.type) {
            case Layout.PROMISED, Layout.PROMISED + Layout.SECOND -> {
                scan.doubts.promisedIsKnown();
                yield held.promise(view.ballot());
            }
            case Layout.ACCEPTED, Layout.ACCEPTED + Layout.SECOND -> {
                scan.doubts.acceptedIsKnown();
                yield held.accept(view.ballot());
            }
            case Layout.REWOUND -> rewind(view.height);
            case Layout.BLOCK -> block(offset);
            case Layout.DECIDED -> decide(view.height);
            case Layout.SEALED -> seal();
            default -> null;
        };
        secondCopy = Layout.isBallot(view.type) ? offset + Layout.COPY_DISTANCE : -1;
        if (problem != null) {
            scan.doubts.misfit(path, offset, problem);
        }
    }

    private String rewind(long height) throws ChainException {
        String problem = scan.doubts.tipUnknown() ? null : scan.held.mayRewind(height);
        Hash hash = problem == null ? scan.hash(height) : null;
        if (hash != null) {
            scan.held.rewind(height, hash);
        } else if (problem == null && !scan.doubts.tipUnknown()) {
            problem = "rewind to " + height + ", whose block can't be read";
        }
        return problem;
    }

    private String block(long offset) {
        Held held = scan.held;
        long height = view.height;
        if (!view.blockIsSound()) {
            scan.doubts.block(path, offset, "a block's hash is wrong", height);
            held.put(height, view.hash, base + offset);
            return null;
        }
        Hash parent = view.parent();
        if (scan.doubts.tipUnknown()) {
            scan.doubts.settle(height, parent);
            held.put(height, view.hash, base + offset);
            return null;
        }
        String problem = held.append(height, parent, view.hash, base + offset);
        if (problem != null) {
            scan.doubts.misfit(path, offset, problem);
            scan.doubts.settle(height, parent);
            held.put(height, view.hash, base + offset);
        }
        return null;
    }

    private String decide(long height) {
        if (scan.doubts.tipUnknown()) {
            scan.held.decided = Math.max(height, scan.held.decided);
            return null;
        }
        return scan.held.decide(height);
    }

    /** The next segment may be new since the directory was listed, when a node runs here. */
    private String seal() throws IOException {
        return next != null && !scan.volume.exists(next)
                ? "the segment that follows is missing" : null;
    }
}
