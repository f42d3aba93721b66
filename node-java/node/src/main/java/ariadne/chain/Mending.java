package ariadne.chain;

import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts back what gaps took. Blocks are gathered in memory; when all are there, each damaged file
 * is written anew under another name, forced, and takes the old one's place. Every record behind
 * a gap keeps its position: what a gap held besides the blocks is filled up.
 */
final class Mending {
    private record Piece(Block block, Gap gap) {}

    /**
     * What is missing has no room where the damage is: it was damaged twice, and what stood there
     * is not what was told of it.
     */
    static final class NoRoomException extends ChainException {
        private static final long serialVersionUID = 1;
        final transient Gap gap;

        NoRoomException(Gap gap) {
            super("no room for what is missing in " + gap.file + " at byte " + gap.first().from());
            this.gap = gap;
        }
    }

    private final Scan scan;
    private final Held held;
    private final Snapshot snapshot;
    private final Sha256Hasher hasher = new Sha256Hasher();
    private final TreeMap<Long, Piece> pieces = new TreeMap<>();

    Mending(Scan scan, Snapshot snapshot) {
        this.scan = scan;
        this.held = scan.held;
        this.snapshot = snapshot;
    }

    List<Missing> missing() {
        return held.holes.values().stream()
                .map(hole -> new Missing(hole.height(), hole.hash())).toList();
    }

    /** Takes a block back; false when it is not one that is missing. */
    boolean add(Block block) throws ChainException {
        Held.Hole hole = held.holes.get(block.height());
        if (hole == null || !hole.hash().equals(hasher.hash(
                block.height(), block.parent(), block.transactions()))) {
            return false;
        }
        held.holes.remove(block.height());
        pieces.put(block.height(), new Piece(block, hole.gap()));
        link(block.height() - 1, block.parent(), hole.gap());
        return true;
    }

    private void link(long height, Hash hash, Gap gap) throws ChainException {
        if (hash.equals(scan.hash(height))) {
            return;
        }
        boolean ofSnapshot = snapshot != null && snapshot.height() == height;
        if (height < held.start || ofSnapshot && !snapshot.hash().equals(hash)) {
            throw new ChainException("block " + (height + 1) + " in " + gap.file
                    + " stands on another chain than what is below it; don't start this node,"
                    + " and report this: two blocks were chosen for one height");
        } else if (ofSnapshot) {
            held.startAbove(height, hash);
        } else {
            held.index.set(height, 0);
            held.holes.put(height, new Held.Hole(height, hash, holding(height, gap)));
        }
    }

    /**
     * The gap that a block stood in, known from the gap of the block above. An older one may have
     * been filled up by a life that had a snapshot in its place.
     */
    private Gap holding(long height, Gap above) {
        Gap found = above;
        for (Gap gap : scan.gaps.settled()) {
            if (gap == above || height > above.before.tip()) {
                break;
            }
            found = gap.before.tip() < height && height <= gap.tip ? gap : found;
        }
        return found;
    }

    /** Whether blocks came back, and none is missing any more. */
    boolean complete() {
        return !pieces.isEmpty() && held.holes.isEmpty();
    }

    /** The block at a height that came back; null when it did not. */
    Block block(long height) {
        Piece piece = pieces.get(height);
        return piece == null ? null : piece.block;
    }

    /**
     * Writes the files anew.
     *
     * @throws NoRoomException before anything is written
     * @throws ChainException when the disk fails
     */
    void write() throws IOException, ChainException {
        TreeMap<Integer, Rewrite> rewrites = new TreeMap<>();
        for (SegmentHeader header : scan.badStarts.values()) {
            rewrites.computeIfAbsent(header.number(), n -> new Rewrite(scan, n))
                    .start(header, scan.start(header.number()));
        }
        for (Scan.BadBallot bad : scan.badBallots) {
            long base = scan.segments.base(bad.number());
            ByteBuffer copies = ByteBuffer.allocate(Layout.BALLOT_BYTES);
            new Encoder(copies, base + bad.offset(), base).ballot(bad.type(), bad.ballot());
            rewrites.computeIfAbsent(bad.number(), n -> new Rewrite(scan, n))
                    .patch(bad.offset(), copies.flip());
        }
        for (Gap gap : scan.gaps.settled()) {
            fill(gap, rewrites);
        }
        for (Rewrite rewrite : rewrites.values()) {
            rewrite.run();
        }
    }

    private void fill(Gap gap, TreeMap<Integer, Rewrite> rewrites) throws ChainException {
        Deque<Block> blocks = new ArrayDeque<>();
        pieces.values().stream().filter(piece -> piece.gap == gap)
                .forEach(piece -> blocks.add(piece.block));
        if (gap.filled && blocks.isEmpty()) {
            return;
        }
        long tip = gap.before.tip();
        Hash tipHash = gap.before.tipHash();
        boolean leads = !blocks.isEmpty() && !blocks.getFirst().parent().equals(tipHash);
        List<Gap.Region> regions = new ArrayList<>();
        gap.regions.forEach(region -> aroundHeader(region, regions));
        for (int i = 0; i < regions.size(); i++) {
            Gap.Region region = regions.get(i);
            Rewrite rewrite = rewrites.computeIfAbsent(region.number(), n -> new Rewrite(scan, n));
            long from = region.from() == 0
                    ? rewrite.whole(gap.before.at(tip, tipHash)) : region.from();
            long room = region.to() - from;
            if (room < 0 || room > 0 && room < Layout.RECORD_HEADER_BYTES) {
                throw new NoRoomException(gap);
            }
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(room));
            long base = scan.segments.base(region.number());
            Encoder encoder = new Encoder(buffer, base + from, base);
            if (leads) {
                tip = blocks.getFirst().height() - 1;
                tipHash = blocks.getFirst().parent();
                encoder.gap(room < 2 * Layout.RECORD_HEADER_BYTES
                        ? (int) room : Layout.RECORD_HEADER_BYTES, tip, tipHash);
                leads = false;
            }
            boolean last = i == regions.size() - 1;
            while (!blocks.isEmpty() && fits(buffer, blocks.getFirst(),
                    last && blocks.getLast().height() != gap.tip)) {
                Block block = blocks.removeFirst();
                encoder.block(block, Encoder.bodyBytes(block));
                tip = block.height();
                tipHash = block.hash();
            }
            if (last) {
                tip = gap.tip;
                tipHash = gap.tipHash;
            }
            if (buffer.hasRemaining() && buffer.remaining() < Layout.RECORD_HEADER_BYTES) {
                throw new NoRoomException(gap);
            }
            if (buffer.hasRemaining()) {
                encoder.gap(buffer.remaining(), tip, tipHash);
            }
            rewrite.patch(from, buffer.flip());
        }
        if (!blocks.isEmpty()) {
            throw new NoRoomException(gap);
        }
    }

    /** Adds a region, without the second header of its segment. */
    private void aroundHeader(Gap.Region region, List<Gap.Region> to) {
        int header = Layout.SECOND_HEADER;
        int behind = header + Layout.SEGMENT_HEADER_BYTES;
        if (region.from() == 0 || region.from() >= behind || region.to() <= header
                || scan.format(region.number()) == 1) {
            to.add(region);
            return;
        }
        if (region.from() < header) {
            to.add(new Gap.Region(region.number(), region.from(), header));
        }
        if (region.to() > behind) {
            to.add(new Gap.Region(region.number(), behind, region.to()));
        }
    }

    /** What stood beside a block were whole records, so it fits or leaves room for one. */
    private static boolean fits(ByteBuffer buffer, Block block, boolean moreComes) {
        long left = buffer.remaining() - Layout.recordBytes(Encoder.bodyBytes(block));
        return left >= Layout.RECORD_HEADER_BYTES || left == 0 && !moreComes;
    }
}
