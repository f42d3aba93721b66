package ariadne.chain;

import ariadne.paxos.Archive;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.BrokenInvariant;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The chain of one node on disk: an append-only log of {@link Durable} records in segment files.
 * Single-threaded. Nothing is overwritten in place; what was forced once is never cut.
 *
 * <p>A write or force that fails poisons the store: each later one throws too. After a failed
 * force nobody knows what the disk holds (Rebello et al., <i>Can Applications Recover from fsync
 * Failures?</i>, ATC '20), so it is never tried again; a new start reads what is there.
 */
public final class ChainStore implements AutoCloseable {
    public static final long SEGMENT_BYTES = 64L * 1024 * 1024;
    private static final String LOCK = "lock";

    private final Identity identity;
    private final Recovery recovery;
    private final Closeable lock;
    private final Held held;
    private final Segments segments;
    private final Journal journal;

    private ChainStore(
            Volume volume, Path directory, Identity identity, Scan scan, Closeable lock,
            long segmentBytes) throws IOException {
        this.identity = identity;
        this.recovery = new Recovery(scan.tornBytes, scan.damagedCopies);
        this.lock = lock;
        this.held = scan.held;
        this.segments = scan.segments;
        this.journal = new Journal(volume, directory, identity, scan, segmentBytes);
    }

    private void start() throws ChainException {
        if (recovery.cutBytes() > 0) {
            journal.cut();
        }
        if (recovery.damagedCopies() > 0 || recovery.cutBytes() > 0) {
            journal.restate();
        }
        // What was read may stand in the page cache alone, and is going to be relied on.
        journal.force();
    }

    /**
     * Makes a data directory, once, on purpose, when the cluster is made.
     *
     * @throws ChainException when there is something in the directory, or it can't be written
     */
    public static void format(Path directory, Identity identity) throws ChainException {
        format(new LocalVolume(), directory, identity);
    }

    /** As above, on another volume. */
    public static void format(Volume volume, Path directory, Identity identity) throws ChainException {
        try {
            volume.createDirectories(directory);
            if (volume.exists(directory.resolve(IdentityFile.NAME))) {
                throw new ChainException(directory + " is formatted already; a data directory is"
                        + " formatted once, when the cluster is made");
            }
            if (!volume.list(directory).isEmpty()) {
                throw new ChainException(directory + " is not empty; format another one, or"
                        + " empty it first if nothing in it is needed");
            }
            Journal.create(volume, directory, new SegmentHeader(1, identity.member(), 0,
                    Sha256Hasher.genesis(identity.cluster())), Ballot.ZERO, Ballot.ZERO);
            IdentityFile.write(volume, directory, identity);
            volume.forceDirectory(directory.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new ChainException("can't format " + directory + ": " + describe(e), e);
        }
    }

    /**
     * Whose directory this is.
     *
     * @throws ChainException when it is not formatted, or its identity can't be read
     */
    public static Identity identity(Path directory) throws ChainException {
        return identity(new LocalVolume(), directory);
    }

    /** As above, on another volume. */
    public static Identity identity(Volume volume, Path directory) throws ChainException {
        return IdentityFile.read(volume, directory);
    }

    /**
     * Opens a formatted directory and recovers its chain.
     *
     * @param cluster the id that it must have
     * @param member the id that it must have
     * @throws DamagedChainException when something that was forced can't be read
     * @throws ChainException when it is missing, in use, or of another cluster, member or format
     */
    public static ChainStore open(Path directory, String cluster, int member)
            throws ChainException {
        return open(directory, cluster, member, SEGMENT_BYTES);
    }

    /** As above, with segments that roll over at this size. */
    public static ChainStore open(Path directory, String cluster, int member, long segmentBytes)
            throws ChainException {
        return open(new LocalVolume(), directory, cluster, member, segmentBytes);
    }

    /** As above, on another volume. */
    public static ChainStore open(
            Volume volume, Path directory, String cluster, int member, long segmentBytes)
            throws ChainException {
        Identity identity = IdentityFile.read(volume, directory);
        if (!identity.cluster().equals(cluster)) {
            throw new ChainException(directory + " belongs to cluster " + identity.cluster()
                    + ", not to " + cluster + "; give this node its own directory");
        } else if (identity.member() != member) {
            throw new ChainException(directory + " belongs to member " + identity.member()
                    + ", not to " + member + "; give this node its own directory");
        }
        Closeable lock = lock(volume, directory);
        ChainStore store = null;
        boolean started = false;
        try {
            Scan scan = Scan.of(volume, directory, identity);
            if (!scan.doubts.damages().isEmpty()) {
                throw new DamagedChainException(
                        scan.doubts.damages(), scan.doubts.ballotsIntact());
            }
            store = new ChainStore(volume, directory, identity, scan, lock, segmentBytes);
            store.start();
            started = true;
            return store;
        } catch (IOException e) {
            throw new ChainException("can't open " + directory + ": " + describe(e), e);
        } finally {
            if (store != null && !started) {
                store.journal.abandon();
            }
            if (!started) {
                release(lock);
            }
        }
    }

    /**
     * Reads everything and changes nothing; also while a node runs on it.
     *
     * @throws ChainException when the directory is not formatted or can't be read at all
     */
    public static Verification verify(Path directory) throws ChainException {
        return verify(new LocalVolume(), directory);
    }

    /** As above, on another volume. */
    public static Verification verify(Volume volume, Path directory) throws ChainException {
        Identity identity = IdentityFile.read(volume, directory);
        Scan scan = Scan.of(volume, directory, identity);
        Held held = scan.held;
        return new Verification(identity, scan.segments.count(), scan.fileBytes, held.tip,
                held.tipHash, held.decided, held.promised, held.accepted, scan.tornBytes,
                scan.damagedCopies, scan.doubts.damages());
    }

    private static Closeable lock(Volume volume, Path directory) throws ChainException {
        Path path = directory.resolve(LOCK);
        Closeable lock;
        try {
            lock = volume.lock(path);
        } catch (IOException e) {
            throw new ChainException("can't lock " + path + ": " + describe(e), e);
        }
        if (lock == null) {
            throw new ChainException(directory
                    + " is in use by another process; stop that node first");
        }
        return lock;
    }

    private static void release(Closeable lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("can't close the lock file", e);
        }
    }

    private static String describe(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    public Identity identity() {
        return identity;
    }

    /** What opening had to do. */
    public Recovery recovery() {
        return recovery;
    }

    /**
     * What the protocol starts from.
     *
     * @throws ChainException when a block can't be read
     */
    public Saved saved() throws ChainException {
        List<Block> suffix = new ArrayList<>();
        for (long height = held.decided + 1; height <= held.tip; height++) {
            suffix.add(block(height));
        }
        Hash baseHash = held.decided == 0
                ? Sha256Hasher.genesis(identity.cluster()) : block(held.decided).hash();
        return new Saved(
                held.promised, held.accepted, held.decided, baseHash, List.copyOf(suffix));
    }

    /**
     * Writes records in their order, in one write, without a force.
     *
     * @throws ChainException when the disk fails, now or before
     * @throws BrokenInvariant when a record does not fit on what is held
     */
    public void write(List<Durable> records) throws ChainException {
        journal.write(records);
    }

    /**
     * Returns when all that was written would survive a loss of power.
     *
     * @throws ChainException when the disk fails, now or before
     */
    public void force() throws ChainException {
        journal.force();
    }

    /**
     * The block at a height between 1 and the tip, forced or not.
     *
     * @throws ChainException when the disk fails
     */
    public Block block(long height) throws ChainException {
        if (height < 1 || height > held.tip) {
            throw new BrokenInvariant("no block " + height + " below tip " + held.tip);
        }
        return segments.block(height, held.index.get(height));
    }

    /** Blocks for a replica; it throws {@link UnreadableBlockException} when the disk fails. */
    public Archive archive() {
        return height -> {
            try {
                return block(height);
            } catch (ChainException e) {
                throw new UnreadableBlockException(e);
            }
        };
    }

    /**
     * Hands out the decided blocks, lowest first.
     *
     * @throws ChainException when the disk fails
     */
    public void forEachDecided(Consumer<Block> use) throws ChainException {
        for (long height = 1; height <= held.decided; height++) {
            use.accept(block(height));
        }
    }

    /** Greatest height held, 0 for none. */
    public long tip() {
        return held.tip;
    }

    /** Last decided height recorded. */
    public long decided() {
        return held.decided;
    }

    public int segments() {
        return segments.count();
    }

    /** Bytes of the log, over all segments. */
    public long sizeBytes() {
        return segments.sizeBytes();
    }

    /** Forces what was written, unless a failure came before, and lets the directory go. */
    @Override
    public void close() throws ChainException {
        try (Closeable held = lock; Segments open = segments) {
            journal.close();
        } catch (IOException e) {
            throw new ChainException("can't close the chain: " + describe(e), e);
        }
    }
}
