package ariadne.chain;

import ariadne.chain.RecordView.State;
import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads one segment for a {@link Scan}. Offsets are from the start of the file. */
final class SegmentScan {
    private final Scan scan;
    private final Gaps gaps;
    private final Held held;
    private final Path path;
    private final Window window;
    private final SegmentHeader header;
    private final long base;
    private final long end;
    /** Where the segment after the last one would stand; null when this one is not the last. */
    private final Path next;
    private final RecordView view = new RecordView();
    private final RecordView ahead = new RecordView();
    /** Greatest offset that something read so far says was forced. */
    private long forced;
    private boolean forcedIsFinal;
    /** Where the second copy of the record read last must stand, and end. */
    private long secondCopy = -1;
    private long secondCopyEnd;
    private int twofoldType;
    private Ballot twofoldBallot;

    SegmentScan(Scan scan, Path path, Window window, SegmentHeader header, long end, Path next) {
        this.scan = scan;
        this.gaps = scan.gaps;
        this.held = scan.held;
        this.path = path;
        this.window = window;
        this.header = header;
        this.base = header.base();
        this.end = end;
        this.next = next;
        this.forced = header.startBytes();
    }

    /** Returns the offset where the sound part ends. */
    long run() throws IOException, ChainException {
        long offset = Layout.SEGMENT_HEADER_BYTES;
        while (offset < end) {
            if (header.format() > 1 && offset == Layout.SECOND_HEADER) {
                offset += Layout.SEGMENT_HEADER_BYTES;
                continue;
            }
            State state = view.read(window, base, offset, end);
            if (state == State.WHOLE) {
                forced = Math.max(forced, view.forced - base);
                apply(offset);
                offset += view.sizeBytes();
                continue;
            }
            long after = state == State.BODY_BAD ? offset + view.sizeBytes() : nextHeader(offset);
            if (otherCopyStands(state, offset, after)) {
                copyIsBad(offset);
            } else if (next != null && !window.unreadable(offset, end)
                    && forcedBehind(after) <= offset) {
                scan.tornBytes = written(offset) - offset;
                return offset;
            } else {
                bad(state, offset, after);
            }
            offset = after;
        }
        if (next != null && forced > end) {
            gaps.bad(path, header.number(), Math.min(offset, end), forced,
                    "the file is cut short");
        }
        return Math.min(offset, end);
    }

    private void copyIsBad(long offset) {
        scan.damagedCopies++;
        boolean second = offset == secondCopy;
        int type = second ? twofoldType : ahead.type - Layout.SECOND;
        if (type == Layout.STATE) {
            scan.startCopyIsBad(header);
        } else {
            scan.badBallots.add(new Scan.BadBallot(header.number(),
                    second ? offset - Layout.COPY_DISTANCE : offset, (byte) type,
                    second ? twofoldBallot : ahead.ballot()));
        }
    }

    private void bad(State state, long offset, long after) {
        if (state == State.BODY_BAD && view.type == Layout.BLOCK) {
            gaps.bad(path, header.number(), offset, after, "a block's checksum is wrong",
                    view.height, view.hash);
        } else if (state == State.BODY_BAD && view.type == Layout.STATE) {
            gaps.bad(path, header.number(), offset, after, "a record's checksum is wrong",
                    view.height, view.hash);
        } else {
            gaps.bad(path, header.number(), offset, after, "no record can be read here");
        }
    }

    /** Whether a bad record is one of two copies, the other of which is whole. */
    private boolean otherCopyStands(State state, long offset, long after) throws IOException {
        if (offset == secondCopy && after == secondCopyEnd) {
            return true;
        }
        boolean mayBeFirst = after == offset + Layout.COPY_DISTANCE
                && (state == State.BAD || view.hasSecondCopy());
        return mayBeFirst && ahead.read(window, base, after, end) == State.WHOLE
                && Layout.isSecondCopy(ahead.type);
    }

    private long nextHeader(long bad) throws IOException {
        long offset = bad + 8;
        boolean inStart = header.format() > 1 && bad < Layout.SECOND_HEADER;
        while (offset < end && !ahead.readHeader(window, base, offset, end)) {
            offset += 8;
            if (inStart && offset == Layout.SECOND_HEADER) {
                return offset;
            }
        }
        return Math.min(offset, end);
    }

    /** Where the zeros begin that the end was written ahead with. */
    private long written(long from) throws IOException {
        long written = from;
        for (long offset = from; offset < end; offset++) {
            ByteBuffer b = window.at(offset, 1, end);
            if (b.get(b.position()) != 0) {
                written = offset + 1;
            }
        }
        return written;
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
        String problem = switch (view.type) {
            case Layout.PROMISED, Layout.PROMISED + Layout.SECOND -> {
                gaps.promisedIsKnown();
                yield held.promise(view.ballot());
            }
            case Layout.ACCEPTED, Layout.ACCEPTED + Layout.SECOND -> {
                gaps.acceptedIsKnown();
                yield held.accept(view.ballot());
            }
            case Layout.STATE, Layout.STATE + Layout.SECOND -> state(offset);
            case Layout.REWOUND -> gaps.hopeless() ? null : rewind(view.height);
            case Layout.BLOCK -> gaps.hopeless() ? null : block(offset);
            case Layout.DECIDED -> decide(view.height, true);
            case Layout.LEARNED -> decide(view.height, false);
            case Layout.INSTALLED -> install();
            case Layout.GAP -> gaps.hopeless() ? null : gap(offset);
            case Layout.DOUBTFUL -> doubt(true);
            case Layout.SOUND -> doubt(false);
            case Layout.SEALED -> seal(offset);
            default -> null;
        };
        secondCopy = view.hasSecondCopy() ? offset + Layout.COPY_DISTANCE : -1;
        twofoldType = view.type;
        twofoldBallot = view.ballot();
        secondCopyEnd = secondCopy + (view.type == Layout.STATE
                ? Layout.STATE_BYTES : Layout.RECORD_HEADER_BYTES);
        if (problem != null) {
            gaps.misfit(path, header.number(), offset, problem);
        }
    }

    private String state(long offset) throws ChainException {
        Standing said = view.standing();
        if (offset < header.startBytes()) {
            scan.startsWith(header.number(), said);
        }
        if (gaps.hopeless()) {
            gaps.restate(said);
            return null;
        } else if (scan.startsHere()) {
            held.rewind(said.tip(), said.tipHash());
            held.startAbove(said.tip(), said.tipHash());
            gaps.restate(said);
            return null;
        }
        if (gaps.pending() != null) {
            gaps.settle(said.tip(), said.tipHash(), scan.hash(said.tip()));
        }
        boolean fits = said.tip() == held.tip && said.tipHash().equals(held.tipHash)
                && (gaps.loose() || said.promised().equals(held.promised)
                        && said.accepted().equals(held.accepted));
        String problem = fits ? null : "it says " + said + ", held is " + held.standing();
        gaps.restate(said);
        return problem;
    }

    private String rewind(long height) throws ChainException {
        Hash known = scan.hash(height);
        Hash hash = view.hash.equals(Hash.ZERO) ? known : view.hash;
        if (gaps.pending() != null) {
            if (hash == null || height > gaps.pending().before.tip() && known == null
                    && view.hash.equals(Hash.ZERO)) {
                gaps.pending().hint = null;
            } else {
                gaps.settle(height, hash, known);
            }
            return null;
        }
        String problem = held.mayRewind(height);
        if (problem != null || hash == null) {
            return problem == null ? "rewind to " + height + ", which is not held" : problem;
        }
        if (height >= held.start - 1 && !hash.equals(known)) {
            if (held.holes.isEmpty()) {
                return "rewind to " + height + ":" + hash + ", held is " + known;
            }
            held.rewind(height, hash);
            held.missing(height, hash, gaps.settled().getLast());
            return null;
        }
        held.rewind(height, hash);
        return null;
    }

    private String block(long offset) throws ChainException {
        if (!view.blockIsSound()) {
            gaps.bad(path, header.number(), offset, offset + view.sizeBytes(),
                    "a block's hash is wrong", view.height, view.hash);
            return null;
        }
        Hash parent = view.parent();
        if (gaps.pending() != null) {
            gaps.settle(view.height - 1, parent, scan.hash(view.height - 1));
        }
        return held.append(view.height, parent, view.hash, base + offset);
    }

    private String decide(long height, boolean vouched) {
        if (gaps.pending() != null) {
            held.decided = Math.max(height, held.decided);
            return null;
        }
        return vouched ? held.decide(height) : held.learn(height);
    }

    private String install() {
        if (gaps.hopeless()) {
            return null;
        }
        if (gaps.pending() != null) {
            gaps.settle();
        }
        held.install(view.height, view.hash);
        return null;
    }

    /** A part that was mended as far as it was needed then. */
    private String gap(long offset) throws ChainException {
        Hash known = scan.hash(view.height);
        if (gaps.pending() != null) {
            gaps.settle(view.height, view.hash, known);
        } else if (view.height != held.tip || !view.hash.equals(held.tipHash)) {
            Gap gap = new Gap(path, offset, "what stood here was damaged, and not needed",
                    held.standing(), false);
            gap.add(header.number(), offset, offset + view.sizeBytes());
            gap.tip = view.height;
            gap.tipHash = view.hash;
            gaps.again(gap);
            gaps.reach(gap, view.height, view.hash, known);
        }
        gaps.mended(view.sizeBytes());
        return null;
    }

    private String doubt(boolean doubtful) {
        held.doubtful = doubtful;
        return null;
    }

    /** The next segment may be new since the directory was listed, when a node runs here. */
    private String seal(long offset) throws IOException {
        if (next != null && !scan.volume.exists(next)) {
            gaps.nextLost(next, header.number(), offset, end);
        }
        return null;
    }
}
