package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The snapshots of a directory. {@link SnapshotFile} draws a file. Safe for use by several
 * threads: one writes a snapshot while another reads or receives one.
 */
public final class Snapshots {
    private static final String DRAFT = ".new";

    private final Volume volume;
    private final Path directory;
    private final Hash genesis;
    private final List<Damage> damages = new ArrayList<>();
    private List<Snapshot> sound = List.of();

    private Snapshots(Volume volume, Path directory, Hash genesis) {
        this.volume = volume;
        this.directory = directory;
        this.genesis = genesis;
    }

    /**
     * Reads every snapshot of a directory.
     *
     * @throws ChainException when one is of a newer format, or the disk can't be read
     */
    static Snapshots of(Volume volume, Path directory, Identity identity) throws ChainException {
        Snapshots snapshots = new Snapshots(
                volume, directory, Sha256Hasher.genesis(identity.cluster()));
        try {
            for (Path file : volume.list(directory)) {
                if (SnapshotFile.height(file) >= 0) {
                    snapshots.verify(file);
                }
            }
        } catch (IOException e) {
            throw new ChainException("can't read " + directory + ": " + e.getMessage()
                    + "; look at the disk, then start the node again", e);
        }
        return snapshots;
    }

    private void verify(Path file) throws ChainException {
        try (DataFile open = volume.openForReading(file)) {
            Snapshot snapshot = SnapshotFile.read(open, file, genesis, frame -> { });
            if (snapshot.height() != SnapshotFile.height(file)) {
                damages.add(damage(file, 0, "it is of height " + snapshot.height()));
            } else {
                add(snapshot);
            }
        } catch (SnapshotFile.Bad e) {
            damages.add(damage(file, e.offset, e.getMessage()));
        } catch (IOException e) {
            damages.add(damage(file, 0, "it can't be read: " + e.getMessage()));
        }
    }

    private static Damage damage(Path file, long offset, String what) {
        return new Damage(file, offset, "a snapshot is damaged: " + what, 0, 0);
    }

    private synchronized void add(Snapshot snapshot) {
        List<Snapshot> all = new ArrayList<>(sound);
        all.removeIf(old -> old.height() == snapshot.height());
        all.add(snapshot);
        all.sort(Comparator.comparingLong(Snapshot::height).reversed());
        sound = List.copyOf(all);
    }

    /** The sound ones, newest first. */
    public synchronized List<Snapshot> sound() {
        return sound;
    }

    /** The newest sound one; null when there is none. */
    public Snapshot newest() {
        List<Snapshot> all = sound();
        return all.isEmpty() ? null : all.getFirst();
    }

    /** What was damaged when the directory was opened; the files are left as they are. */
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    /**
     * Begins a snapshot of the state behind a block.
     *
     * @param membership opaque here, handed back by {@link Snapshot#membership}
     * @throws ChainException when the disk fails
     */
    public SnapshotWriter write(long height, Hash hash, byte[] membership)
            throws ChainException {
        if (membership.length > SnapshotFile.MAX_MEMBERSHIP_BYTES) {
            throw new IllegalArgumentException(membership.length + " bytes of membership");
        }
        Path file = SnapshotFile.path(directory, height);
        try {
            return new SnapshotWriter(this, volume, draft(file), height, hash, genesis,
                    membership);
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + DRAFT);
    }

    void publish(Path draft, Snapshot snapshot) throws IOException {
        volume.publish(draft, SnapshotFile.path(directory, snapshot.height()));
        add(snapshot);
    }

    /**
     * The body of a snapshot, checked frame by frame as it is read.
     *
     * @throws ChainException when it can't be opened
     */
    public InputStream read(Snapshot snapshot) throws ChainException {
        Path file = SnapshotFile.path(directory, snapshot.height());
        try {
            return new SnapshotStream(volume.openForReading(file), file, genesis);
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    /**
     * A part of the file, for a peer that receives it.
     *
     * @param offset from the start of the file
     * @param most bytes at most; fewer come at the end, none behind it
     * @throws ChainException when the disk fails, or the snapshot is gone
     */
    public byte[] chunk(Snapshot snapshot, long offset, int most) throws ChainException {
        Path file = SnapshotFile.path(directory, snapshot.height());
        try (DataFile open = volume.openForReading(file)) {
            long left = Math.max(0, snapshot.sizeBytes() - offset);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, left));
            open.read(bytes, offset);
            return bytes.array();
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    /**
     * Receives a snapshot from a peer, or goes on where an earlier life broke off.
     *
     * @param offered as the peer told it; its hash is checked at the end
     * @throws ChainException when the disk fails
     */
    public SnapshotReceiver receive(Snapshot offered) throws ChainException {
        Path part = SnapshotReceiver.part(directory, offered);
        try {
            for (Path file : volume.list(directory)) {
                if (SnapshotReceiver.isPart(file) && !file.equals(part)) {
                    volume.delete(file);
                }
            }
            return new SnapshotReceiver(this, volume, part, offered, genesis);
        } catch (IOException e) {
            throw failed("write", part, e);
        }
    }

    /**
     * Deletes all but the newest, and the damaged ones that are older than those. Never the last.
     *
     * @throws ChainException when the disk fails
     */
    public void keep(int newest) throws ChainException {
        List<Snapshot> all = sound();
        if (newest < 1 || all.isEmpty()) {
            return;
        }
        List<Snapshot> kept = all.subList(0, Math.min(newest, all.size()));
        long lowest = kept.getLast().height();
        try {
            for (Path file : volume.list(directory)) {
                long height = SnapshotFile.height(file);
                if (height >= 0 && height < lowest) {
                    volume.delete(file);
                }
            }
        } catch (IOException e) {
            throw failed("delete old snapshots in", directory, e);
        }
        synchronized (this) {
            sound = sound.stream().filter(s -> s.height() >= lowest).toList();
        }
    }

    /** Deletes what an interrupted run left of its own snapshots. */
    void tidy() throws IOException {
        for (Path file : volume.list(directory)) {
            String name = file.getFileName().toString();
            if (name.endsWith(SnapshotFile.SUFFIX + DRAFT)) {
                volume.delete(file);
            }
        }
    }

    static ChainException failed(String what, Path file, IOException e) {
        return new ChainException("can't " + what + " " + file + ": " + e.getMessage()
                + "; look at the disk, then start the node again", e);
    }
}
