package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.BrokenInvariant;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /** From this segment on all are of format 2 or newer. */
    private final int formatTwoFrom;
    private ByteBuffer buffer;
    private AheadFile file;
    private Removal removal = Removal.NONE;
    private long base;
    /** Log position after what the file holds. */
    private long end;
    private long forced;
    private boolean unforced;
    private boolean soundUnforced;
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
        this.formatTwoFrom = scan.formatTwoFrom();
        this.base = segments.base(segments.last());
        this.end = segments.sizeBytes();
        this.forced = base + Layout.startBytes(scan.format(segments.last()));
        this.file = new AheadFile(volume, segments.path(segments.last()), segmentBytes);
        this.unforced = true;
        this.buffer = volume.buffer(FIRST_BUFFER_BYTES);
        fresh();
    }

    /** Cuts off what stands behind the sound part. */
    void cut() throws ChainException {
        try {
            file.cut(end - base);
        } catch (IOException e) {
            throw failed("cut", e);
        }
    }

    /** Writes the ballots, which the log may not say yet, so the next segment's start can't. */
    void restate() throws ChainException {
        alive();
        unforced = true;
        ballot(Layout.PROMISED, held.promised);
        ballot(Layout.ACCEPTED, held.accepted);
        flush();
    }

    /** Blocks may be missing below; so says the log from here on. */
    void doubt() throws ChainException {
        alive();
        held.doubtful = true;
        plain(Layout.DOUBTFUL, 0, Hash.ZERO);
        restate();
    }

    /** Nothing is missing any more; the doubt ends with the next force. */
    void sound() throws ChainException {
        alive();
        held.doubtful = false;
        unforced = true;
        soundUnforced = true;
        plain(Layout.SOUND, 0, Hash.ZERO);
        flush();
    }

    /** A snapshot that is on disk already takes the place of the chain below its height. */
    void install(long height, Hash hash) throws ChainException {
        alive();
        flush();
        Hash known = height <= held.tip && height >= held.start - 1 ? hash(height) : null;
        unforced = true;
        if (hash.equals(known)) {
            held.decided = Math.max(held.decided, height);
            plain(Layout.LEARNED, held.decided, Hash.ZERO);
        } else {
            held.install(height, hash);
            plain(Layout.INSTALLED, height, hash);
        }
        flush();
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
                    case Durable.Installed r -> install(r.height(), r.hash());
                    case Durable.Sound r -> sound();
                    case Durable.Decided r -> {
                        fits(held.decide(r.height()));
                        plain(Layout.DECIDED, r.height(), Hash.ZERO);
                    }
                    case Durable.Learned r -> {
                        fits(held.learn(r.height()));
                        plain(Layout.LEARNED, r.height(), Hash.ZERO);
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
        if (unforced) {
            forceFile();
            room(Layout.STATE_BYTES);
            encoder.state(held.standing());
            flush();
        }
    }

    /** Without the state that is written behind a force, and is not forced itself. */
    private void forceFile() throws ChainException {
        try {
            file.force();
        } catch (IOException e) {
            throw failed("force", e);
        }
        unforced = false;
        forced = end;
        fresh();
        if (soundUnforced) {
            try {
                DoubtFile.delete(volume, directory);
            } catch (IOException e) {
                throw failed("end the doubt beside", e);
            }
            soundUnforced = false;
        }
    }

    void close() throws ChainException {
        try {
            if (poison == null) {
                force();
                cut();
            }
        } finally {
            abandon();
        }
    }

    /** Closes the file as it is. */
    void abandon() throws ChainException {
        removal.stop();
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
        Hash hash = height < held.start - 1 ? null : hash(height);
        if (hash == null) {
            throw poisoned(new ChainException("damaged: block " + height + " in " + directory
                    + " can't be read any more; stop this node, then run ./ariadne verify"));
        }
        held.rewind(height, hash);
        plain(Layout.REWOUND, height, hash);
    }

    /** Hash of a block that is held, or stands right below what is. */
    private Hash hash(long height) throws ChainException {
        return height == held.start - 1 ? held.startParent
                : height == held.tip ? held.tipHash
                : segments.hash(height, held.index.get(height));
    }

    private void plain(byte type, long height, Hash hash) throws ChainException {
        room(Layout.RECORD_HEADER_BYTES);
        encoder.plain(type, height, hash);
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
    void roll() throws ChainException {
        alive();
        cut();
        forceFile();
        try {
            int number = segments.last() + 1;
            SegmentHeader header = new SegmentHeader(Layout.FORMAT, number, identity.member(),
                    end, Sha256Hasher.genesis(identity.cluster()));
            create(volume, directory, header, held.standing());
            plain(Layout.SEALED, held.tip, held.tipHash);
            buffer.flip();
            file.write(buffer, end - base);
            file.force();
            file.close();
            segments.add(number, end);
            file = new AheadFile(volume, path(), segmentBytes);
        } catch (IOException e) {
            throw failed("roll over from", e);
        }
        base = end;
        end = base + Layout.startBytes(Layout.FORMAT);
        forced = end;
        segments.grown(end);
        fresh();
    }

    /** Makes a segment that holds no record yet, and forces it. */
    static void create(Volume volume, Path directory, SegmentHeader header, Standing standing)
            throws IOException {
        ByteBuffer start = volume.buffer(header.startBytes());
        header.put(start);
        new Encoder(start, header.base(), header.base()).states(standing);
        header.put(start);
        Path path = Layout.segment(directory, header.number());
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try (DataFile created = volume.create(draft)) {
            created.write(start.flip(), 0);
            created.force();
        }
        volume.publish(draft, path);
    }

    /** Lets go of segments. One of format 1 does not say what is below it: none becomes first. */
    Removal compact(long from, boolean archive) throws ChainException, IOException {
        alive();
        if (!removal.done()) {
            return Removal.NONE; // Its rest stands below the log: to take more would tear a gap.
        }
        List<Path> files = new ArrayList<>();
        if (from > held.start) {
            force();
            int first = from > held.tip
                    ? segments.last() : segments.number(held.index.get(from));
            if (first > segments.first() && first >= formatTwoFrom) {
                for (int number = segments.first(); number < first; number++) {
                    files.add(segments.path(number));
                }
                startWith(first);
            }
        }
        removal = new Removal(volume, directory, files, archive);
        return removal;
    }

    private void startWith(int first) throws ChainException, IOException {
        long start = held.start;
        while (start <= held.tip && held.index.get(start) < segments.base(first)) {
            start++;
        }
        held.startAbove(start - 1, hash(start - 1));
        segments.close();
        segments.drop(first);
    }

    private Path path() {
        return segments.path(segments.last());
    }

    private ChainException failed(String what, IOException e) {
        return poisoned(new ChainException("can't " + what + " " + path() + " at byte "
                + (end - base) + ": " + e.getMessage() + "; what was not forced may be lost, so"
                + " this node stops; mend the disk, then start it again", e));
    }

    private ChainException poisoned(ChainException e) {
        poison = poison == null ? e : poison;
        return e;
    }
}
