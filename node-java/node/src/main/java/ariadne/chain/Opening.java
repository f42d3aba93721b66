package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recovers a directory: reads it, tells what kind of damage it has, and does what can be done
 * without peers. DESIGN section 2, sentence 8; Alagappan et al., <i>Protocol-Aware Recovery</i>
 * (FAST '18).
 */
final class Opening {
    private final Volume volume;
    private final Path directory;
    private final Identity identity;
    final Snapshots snapshots;
    /** All that was found damaged, in the order in which it was dealt with. */
    final List<Damage> damages = new ArrayList<>();
    int damagedCopies;
    Scan scan;
    Mending mending;
    DoubtFile doubt;

    Opening(Volume volume, Path directory, Identity identity)
            throws IOException, ChainException {
        this.volume = volume;
        this.directory = directory;
        this.identity = identity;
        this.snapshots = Snapshots.of(volume, directory, identity);
        this.damages.addAll(snapshots.damages());
        snapshots.tidy();
    }

    /** Writes down what came back, reads what is there, mends it as far as no block is missing. */
    void run() throws IOException, ChainException {
        doubt = DoubtFile.read(volume, directory);
        if (mending != null && mending.complete()) {
            write();
        }
        read();
        Gap.Region last = null;
        while (scan.gaps.pending() != null) {
            Gap.Region at = scan.gaps.pending().first();
            if (at.equals(last)) {
                throw unmended();
            }
            cut(at);
            read();
            last = at;
        }
        if (whole() && (scan.gaps.open() || scan.damagedCopies > 0)) {
            if (!write()) {
                run();
                return;
            }
            read();
            if (scan.gaps.pending() != null || scan.gaps.open() || scan.damagedCopies > 0) {
                throw unmended();
            }
        }
    }

    /** Writes down what came back; what has no room is cut, and doubted. */
    private boolean write() throws IOException, ChainException {
        try {
            mending.write();
            return true;
        } catch (Mending.NoRoomException e) {
            mending = null;
            cut(e.gap.first());
            return false;
        }
    }

    private ChainException unmended() {
        return new ChainException("can't mend " + directory + ": it is damaged as before; look at"
                + " the disk, then start the node again");
    }

    private void read() throws IOException, ChainException {
        if (Layout.segments(volume, directory).isEmpty() && doubt != null && doubt.vouches()) {
            Journal.create(volume, directory, new SegmentHeader(Layout.FORMAT, 1,
                    identity.member(), 0, Sha256Hasher.genesis(identity.cluster())), bottom());
        }
        scan = Scan.of(volume, directory, identity);
        Snapshot newest = snapshots.newest();
        if (newest != null) {
            scan.above(newest.height(), newest.hash());
        }
        damagedCopies = Math.max(damagedCopies, scan.damagedCopies);
        for (Damage damage : scan.gaps.damages()) {
            if (!damages.contains(damage)) {
                damages.add(damage);
            }
        }
        if (snapshotFrom() > 0) {
            Damage below = noSnapshot(directory, newest, scan.held);
            if (!damages.contains(below)) {
                damages.add(below);
            }
        }
        boolean vouched = doubt != null && doubt.vouches();
        boolean unsure = doubt != null && !doubt.readable() && !scan.held.doubtful;
        if (unsure) {
            damages.add(new Damage(directory.resolve(DoubtFile.NAME), 0,
                    "both copies are damaged", 0, 0));
        }
        if (!scan.gaps.ballotsIntact() && !vouched || unsure) {
            throw new LostVotesException(damages);
        }
        if (vouched) {
            Held held = scan.held;
            held.promised = doubt.promised().above(held.promised)
                    ? doubt.promised() : held.promised;
            held.accepted = doubt.accepted().above(held.accepted)
                    ? doubt.accepted() : held.accepted;
        }
        mending = new Mending(scan, newest);
    }

    /** The log begins above the newest snapshot. */
    static Damage noSnapshot(Path directory, Snapshot newest, Held held) {
        return new Damage(directory, 0, "no snapshot reaches up to the log",
                newest == null ? 1 : newest.height() + 1, held.start - 1);
    }

    /** The state of a log in which nothing is left. */
    private Standing bottom() {
        Snapshot newest = snapshots.newest();
        return new Standing(newest == null ? 0 : newest.height(),
                newest == null ? Sha256Hasher.genesis(identity.cluster()) : newest.hash(),
                doubt.promised(), doubt.accepted(), newest == null ? 0 : newest.height(), true);
    }

    /** Whether no block is missing. */
    boolean whole() {
        return scan.held.holes.isEmpty() && snapshotFrom() == 0;
    }

    /** Least height of a snapshot that the log needs, 0 when it needs none. */
    long snapshotFrom() {
        Snapshot newest = snapshots.newest();
        long below = scan.held.start - 1;
        return below > (newest == null ? 0 : newest.height()) ? below : 0;
    }

    /** The writing end of a log that is whole, made fit to be written on; null of another. */
    Journal journal(long segmentBytes) throws IOException, ChainException {
        if (!whole()) {
            return null;
        }
        Journal journal = new Journal(volume, directory, identity, scan, segmentBytes);
        boolean done = false;
        try {
            start(journal);
            done = true;
            return journal;
        } finally {
            if (!done) {
                journal.abandon();
            }
        }
    }

    private void start(Journal journal) throws IOException, ChainException {
        Held held = scan.held;
        if (scan.tornBytes > 0) {
            journal.cut();
        }
        if (scan.unsealed) {
            sealBefore();
        }
        if (scan.tornBytes > 0) {
            journal.restate();
        }
        if (doubt != null && (!held.doubtful || doubt.vouches())) {
            journal.doubt(); // With the ballots: nobody else vouches for them from here on.
        }
        Snapshot newest = snapshots.newest();
        if (newest != null && (newest.height() > held.decided
                || newest.height() >= held.start - 1
                        && !newest.hash().equals(scan.hash(newest.height())))) {
            journal.install(newest.height(), newest.hash());
        }
        // What was read, names included, may stand in the page cache alone, and is going to be
        // relied on.
        volume.forceDirectory(directory);
        journal.force();
        if (doubt != null && doubt.vouches()) {
            DoubtFile.write(volume, directory, held.promised, held.accepted, false);
        }
        if (scan.format(scan.segments.last()) < Layout.FORMAT) {
            journal.roll();
        }
    }

    /** Seals the segment before the last, where a crash came between. */
    private void sealBefore() throws IOException {
        int last = scan.segments.last();
        long base = scan.segments.base(last);
        ByteBuffer seal = volume.buffer(Layout.RECORD_HEADER_BYTES);
        new Encoder(seal, base, base).plain(Layout.SEALED, 0, Hash.ZERO);
        try (DataFile before = volume.openForWriting(scan.segments.path(last - 1))) {
            before.write(seal.flip(), base - scan.segments.base(last - 1));
            before.force();
        }
    }

    /** What is missing is given up: it may have been accepted, and that is remembered. */
    void giveUp() throws IOException, ChainException {
        if (snapshotFrom() > 0) {
            cut(new Gap.Region(scan.segments.first(), 0, 0));
        } else {
            for (Gap gap : scan.gaps.settled()) {
                if (gap.misses(scan.held)) {
                    cut(gap.first());
                    break;
                }
            }
        }
        run();
    }

    /**
     * Cuts the log before what can't be read. First the doubt is forced, with the ballots, since
     * they may stand behind; then what is cut is put aside, from the end on, so that a crash
     * between leaves a log that is damaged as before.
     */
    private void cut(Gap.Region at) throws IOException, ChainException {
        Held held = scan.held;
        if (doubt == null || !doubt.vouches()) {
            DoubtFile.write(volume, directory, held.promised, held.accepted, true);
            doubt = DoubtFile.read(volume, directory);
        }
        Segments segments = scan.segments;
        segments.close();
        boolean inStart = at.from() < Layout.startBytes(
                at.number() <= segments.last() ? scan.format(at.number()) : Layout.FORMAT);
        int last = inStart ? at.number() - 1 : at.number();
        for (int number = segments.last(); number > last; number--) {
            Aside.move(volume, directory, Layout.segment(directory, number));
        }
        if (last >= segments.first()) {
            Path path = Layout.segment(directory, last);
            Aside.copy(volume, directory, path);
            long end = inStart ? segments.segmentEnd(last) - segments.base(last) : at.from();
            try (DataFile file = volume.openForWriting(path)) {
                file.truncate(Math.min(end, file.size()));
            }
        }
    }
}
