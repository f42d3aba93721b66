package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.BrokenInvariant;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The writing end of a log. After one failure it writes nothing more. */
final class Journal {
    private static final int FIRST_BUFFER_BYTES = 16 * 1024;
    /** A batch beyond this goes out in several writes; only a single block may need more. */
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;

    private final Volume volume;
    private final Path directory;
    private final Identity identity;
    private final Held held;
    private final Segments segments;
    private final long segmentBytes;
    private ByteBuffer buffer;
    private DataFile file;
    private long base;
    /** Log position after what the file holds. */
    private long end;
    private long forced;
    private boolean unforced;
    private Encoder encoder;
    private ChainException poison;

    /** Goes on behind the last segment, nothing of which counts as forced. */
    Journal(Volume volume, Path directory, Identity identity, Scan scan, long segmentBytes)
            throws IOException {
        this.volume = volume;
        this.directory = directory;
        this.identity = identity;
        this.held = scan.held;
        this.segments = scan.segments;
        this.segmentBytes = segmentBytes;
        this.base = segments.base(segments.count());
        this.end = segments.sizeBytes();
        this.forced = base + Layout.START_BYTES;
        this.file = volume.openForWriting(segments.path(segments.count()));
        this.unforced = true;
        this.buffer = volume.buffer(FIRST_BUFFER_BYTES);
        fresh();
    }

    /** Cuts off what stands behind the sound part. */
    void cut() throws ChainException {
        try {
            file.truncate(end - base);
        } catch (IOException e) {
            throw failed("cut", e);
        }
    }

    /** Writes the ballots once more, since a copy of one is damaged. */
    void restate() throws ChainException {
        write(List.of(new Durable.Promised(held.promised), new Durable.Accepted(held.accepted)));
    }

    void write(List<Durable> records) throws ChainException {
        alive();
        if (records.isEmpty()) {
            return;
        }
        if (end - base >= segmentBytes) {
            roll();
        }
        unforced = true;
        boolean done = false;
        try {
            for (Durable record : records) {
                switch (record) {
                    case Durable.Promised r -> {
                        fits(held.promise(r.ballot()));
                        ballot(Layout.PROMISED, r.ballot());
                    }
                    case Durable.Accepted r -> {
                        fits(held.accept(r.ballot()));
                        ballot(Layout.ACCEPTED, r.ballot());
                    }
                    case Durable.Appended r -> append(r.block());
                    case Durable.Rewound r -> rewind(r.height());
                    case Durable.Decided r -> {
                        fits(held.decide(r.height()));
                        plain(Layout.DECIDED, r.height());
                    }
                }
            }
            flush();
            done = true;
        } finally {
            if (!done && poison == null) {
                poison = new ChainException("the last write to " + path() + " was broken off");
            }
        }
    }

    /** After this all that was written survives a loss of power. */
    void force() throws ChainException {
        alive();
        if (!unforced) {
            return;
        }
        try {
            file.force();
        } catch (IOException e) {
            throw failed("force", e);
        }
        unforced = false;
        forced = end;
        fresh();
        plain(Layout.FORCED, 0);
        flush();
    }

    void close() throws ChainException {
        try {
            if (poison == null) {
                force();
            }
        } finally {
            abandon();
        }
    }

    /** Closes the file as it is. */
    void abandon() throws ChainException {
        try {
            file.close();
        } catch (IOException e) {
            throw failed("close", e);
        }
    }

    private void alive() throws ChainException {
        if (poison != null) {
            throw new ChainException(poison.getMessage(), poison);
        }
    }

    private static void fits(String problem) {
        if (problem != null) {
            throw new BrokenInvariant(problem);
        }
    }

    private void ballot(byte type, Ballot ballot) throws ChainException {
        room(Layout.BALLOT_BYTES);
        encoder.ballot(type, ballot);
    }

    private void append(Block block) throws ChainException {
        int bodyBytes = Encoder.bodyBytes(block);
        room(Layout.recordBytes(bodyBytes));
        long position = end + buffer.position();
        fits(held.append(block.height(), block.parent(), block.hash(), position));
        encoder.block(block, bodyBytes);
    }

    private void rewind(long height) throws ChainException {
        fits(held.mayRewind(height));
        flush();
        Hash hash = height == 0 ? Sha256Hasher.genesis(identity.cluster())
                : segments.hash(height, held.index.get(height));
        if (hash == null) {
            throw poisoned(new ChainException("damaged: block " + height + " in " + directory
                    + " can't be read any more; stop this node, then run ./ariadne verify"));
        }
        held.rewind(height, hash);
        plain(Layout.REWOUND, height);
    }

    private void plain(byte type, long height) throws ChainException {
        room(Layout.RECORD_HEADER_BYTES);
        encoder.plain(type, height);
    }

    private void room(long bytes) throws ChainException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        long wanted = buffer.position() + bytes;
        if (wanted > BUFFER_BYTES) {
            flush();
            wanted = bytes;
        }
        if (buffer.capacity() < wanted) {
            int capacity = Math.toIntExact(Math.max(wanted, Math.min(2 * wanted, BUFFER_BYTES)));
            buffer = volume.buffer(capacity).put(buffer.flip());
            encoder = new Encoder(buffer, end, forced);
        }
    }

    private void flush() throws ChainException {
        if (buffer.position() == 0) {
            return;
        }
        buffer.flip();
        int count = buffer.remaining();
        try {
            file.write(buffer, end - base);
        } catch (IOException e) {
            throw failed("write", e);
        }
        end += count;
        segments.grown(end);
        fresh();
    }

    /** Empties the buffer for what comes next. */
    private void fresh() {
        buffer.clear();
        encoder = new Encoder(buffer, end, forced);
    }

    /**
     * The order that makes a crash anywhere harmless: the old segment is forced, the new one is
     * forced under another name, then it gets its own, then the old one is sealed.
     */
    private void roll() throws ChainException {
        force();
        try {
            // The note of that force too: the next segment's place is counted behind it.
            file.force();
            SegmentHeader header = new SegmentHeader(segments.count() + 1, identity.member(), end,
                    Sha256Hasher.genesis(identity.cluster()));
            create(volume, directory, header, held.promised, held.accepted);
            plain(Layout.SEALED, 0);
            buffer.flip();
            file.write(buffer, end - base);
            file.force();
            file.close();
            segments.add(end);
            file = volume.openForWriting(path());
        } catch (IOException e) {
            throw failed("roll over from", e);
        }
        base = end;
        end = base + Layout.START_BYTES;
        forced = end;
        segments.grown(end);
        fresh();
    }

    /** Makes a segment that holds nothing but the ballots, and forces it. */
    static void create(
            Volume volume, Path directory, SegmentHeader header, Ballot promised, Ballot accepted)
            throws IOException {
        ByteBuffer start = volume.buffer(Layout.START_BYTES);
        header.put(start);
        Encoder encoder = new Encoder(start, header.base(), header.base());
        encoder.ballot(Layout.PROMISED, promised);
        encoder.ballot(Layout.ACCEPTED, accepted);
        Path path = Layout.segment(directory, header.number());
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try (DataFile created = volume.create(draft)) {
            created.write(start.flip(), 0);
            created.force();
        }
        volume.publish(draft, path);
    }

    private Path path() {
        return segments.path(segments.count());
    }

    private ChainException failed(String what, IOException e) {
        return poisoned(new ChainException("can't " + what + " " + path() + " at byte "
                + (end - base) + ": " + e.getMessage() + "; what was not forced may be lost, so"
                + " this node stops; mend the volume, then start it again", e));
    }

    private ChainException poisoned(ChainException e) {
        if (poison == null) {
            poison = e;
        }
        return e;
    }
}
