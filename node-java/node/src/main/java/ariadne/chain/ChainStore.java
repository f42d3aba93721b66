package ariadne.chain;

import ariadne.paxos.Archive;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.BrokenInvariant;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Membership;
import ariadne.paxos.Saved;
import java.io.Closeable;
import java.io.IOException;
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

    private final Volume volume;
    private final Path directory;
    private final Identity identity;
    private final long segmentBytes;
    private final Closeable lock;
    private final Opening opening;
    private Recovery recovery;
    private Held held;
    private Segments segments;
    /** Null while a block is missing. */
    private Journal journal;

    private ChainStore(Volume volume, Path directory, Identity identity, Closeable lock,
            long segmentBytes) throws IOException, ChainException {
        this.volume = volume;
        this.directory = directory;
        this.identity = identity;
        this.lock = lock;
        this.segmentBytes = segmentBytes;
        this.opening = new Opening(volume, directory, identity);
    }

    private void recovered() throws IOException, ChainException {
        held = opening.scan.held;
        segments = opening.scan.segments;
        recovery = new Recovery(opening.scan.tornBytes, opening.damagedCopies, opening.damages,
                opening.snapshots.newest());
        journal = opening.journal(segmentBytes);
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
    public static void format(Volume volume, Path directory, Identity identity)
            throws ChainException {
        DataDirectory.format(volume, directory, identity);
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
     * Opens a formatted directory and recovers its chain. What can be mended without peers is;
     * see {@link #whole} and {@link #doubtful} for what can't.
     *
     * @param cluster the id that it must have
     * @param member the id that it must have
     * @throws LostVotesException when it may have promised what can't be read any more
     * @throws UnformattedException when nothing was ever formatted there
     * @throws ChainException when it is in use, or of another cluster, member or format
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
        Closeable lock = DataDirectory.lock(volume, directory);
        ChainStore store = null;
        boolean started = false;
        try {
            store = new ChainStore(volume, directory, identity, lock, segmentBytes);
            store.opening.run();
            store.recovered();
            started = true;
            return store;
        } catch (IOException e) {
            throw DataDirectory.failed("open", directory, e);
        } finally {
            if (!started) {
                DataDirectory.release(lock);
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
        return Verification.of(volume, directory);
    }

    public Identity identity() {
        return identity;
    }

    /** What opening had to do. */
    public Recovery recovery() {
        return recovery;
    }

    /** Whether no block is missing. Before that nothing is written and nothing is voted. */
    public boolean whole() {
        return journal != null;
    }

    /**
     * The missing blocks of which the hash is known. Below each more may be missing: their hashes
     * are known once that one is back.
     */
    public List<Missing> missing() {
        return whole() ? List.of() : opening.mending.missing();
    }

    /** Height that a snapshot must have at least, since the log begins above it; 0 for none. */
    public long snapshotFrom() {
        return whole() ? 0 : opening.snapshotFrom();
    }

    /**
     * Puts a missing block back. With the last one the files are written anew and the store is
     * whole; until then a crash forgets what came back.
     *
     * @return false when this block, by height and hash, is not missing
     * @throws ChainException when the disk fails
     */
    public boolean mend(Block block) throws ChainException {
        if (whole() || !opening.mending.add(block)) {
            return false;
        }
        if (opening.whole()) {
            again(opening::run);
        }
        return true;
    }

    /**
     * Looks again after a snapshot was received.
     *
     * @throws ChainException when the disk fails
     */
    public void mendBySnapshot() throws ChainException {
        if (!whole()) {
            again(opening::run);
        }
    }

    /**
     * Gives up what is missing, since no peer has it: the log is cut before it, and the store is
     * whole and {@link #doubtful}.
     *
     * @throws ChainException when the disk fails
     */
    public void giveUp() throws ChainException {
        while (!whole()) {
            again(opening::giveUp);
        }
    }

    private interface Work {
        void run() throws IOException, ChainException;
    }

    private void again(Work work) throws ChainException {
        try {
            segments.close();
            work.run();
            recovered();
        } catch (IOException e) {
            throw DataDirectory.failed("mend", directory, e);
        }
    }

    /** Whether blocks that this node accepted may be missing; durable. */
    public boolean doubtful() {
        return held.doubtful || !whole() && opening.doubt != null;
    }

    /**
     * Ends the doubt, with the next {@link #force}: a whole sync is written.
     *
     * @throws ChainException when the disk fails, now or before
     */
    public void sound() throws ChainException {
        journal.sound();
    }

    /**
     * A published snapshot takes the place of the chain up to its height. When the chain holds its
     * block, all blocks stay; when it does not, none does. To be forced.
     *
     * @throws ChainException when the disk fails, now or before
     */
    public void install(Snapshot snapshot) throws ChainException {
        journal.install(snapshot.height(), snapshot.hash());
    }

    /** The snapshots beside the log. */
    public Snapshots snapshots() {
        return opening.snapshots;
    }

    /**
     * What the protocol starts from.
     *
     * @param membership behind the last decided block
     * @throws ChainException when a block can't be read
     */
    public Saved saved(Membership membership) throws ChainException {
        List<Block> suffix = new ArrayList<>();
        for (long height = held.decided + 1; height <= held.tip; height++) {
            suffix.add(block(height));
        }
        return new Saved(held.promised, held.accepted, held.decided,
                Math.min(held.vouched, held.decided), hash(held.decided),
                List.copyOf(suffix), membership, doubtful());
    }

    /**
     * Hash of the block at a height from {@link #start} - 1 to the tip.
     *
     * @throws ChainException when the disk fails, or the block is missing
     */
    public Hash hash(long height) throws ChainException {
        return height == held.start - 1 ? held.startParent
                : height == held.tip ? held.tipHash : block(height).hash();
    }

    /**
     * Lets go of the segments that hold no block from a height on.
     *
     * @param from lowest height to keep; the newest snapshot must reach to the one below
     * @param archive whether they are moved into {@code archive/} or deleted
     * @return what removes them; nothing while an earlier one is not done
     * @throws ChainException when the disk fails
     */
    public Removal compact(long from, boolean archive) throws ChainException {
        Snapshot newest = snapshots().newest();
        long least = Math.min(from, newest == null ? 0 : newest.height() + 1);
        try {
            return journal.compact(Math.min(least, held.decided + 1), archive);
        } catch (IOException e) {
            throw DataDirectory.failed("compact", directory, e);
        }
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
     * The block at a height between {@link #start} and the tip, forced or not.
     *
     * @throws ChainException when the disk fails, or the block is missing
     */
    public Block block(long height) throws ChainException {
        if (height < held.start || height > held.tip) {
            throw new BrokenInvariant(
                    "no block " + height + " among " + held.start + " to " + held.tip);
        }
        long position = held.holes.containsKey(height) ? 0 : held.index.get(height);
        Block back = opening.mending.block(height);
        if (position == 0 && back == null) {
            throw new ChainException("block " + height + " in " + directory + " is missing");
        }
        return position == 0 ? back : segments.block(height, position);
    }

    /** Blocks for a replica; it throws {@link UnreadableBlockException} when the disk fails. */
    public Archive archive() {
        return new StoredBlocks(this);
    }

    /**
     * Hands out the decided blocks from {@link #start} on, lowest first.
     *
     * @throws ChainException when the disk fails
     */
    public void forEachDecided(Consumer<Block> use) throws ChainException {
        for (long height = held.start; height <= held.decided; height++) {
            use.accept(block(height));
        }
    }

    /** Lowest height of which the block is held; tip + 1 when none is. */
    public long start() {
        return held.start;
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
        return segments.heldBytes();
    }

    /** Forces what was written, unless a failure came before, and lets the directory go. */
    @Override
    public void close() throws ChainException {
        try (Closeable locked = lock; Segments open = segments) {
            if (journal != null) {
                journal.close();
            }
        } catch (IOException e) {
            throw DataDirectory.failed("close", directory, e);
        }
    }
}
