package ariadne.chain;

import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a whole chain looks like on disk, found by reading alone.
 *
 * @param segments number of segment files
 * @param archived number of segment files in {@code archive/}, which are not read
 * @param snapshots the sound ones, newest first
 * @param sizeBytes of all segments that were read
 * @param start lowest height held
 * @param tip greatest height held; with damage, the greatest seen
 * @param tipHash its hash, the genesis hash at height 0
 * @param decided last decided height recorded
 * @param doubtful whether accepted blocks may be missing since an earlier damage
 * @param tornBytes tail that recovery would cut, or that a running node is about to finish
 * @param damagedCopies as in {@link Recovery}
 * @param damages empty when chain and snapshots are sound
 * @param missing the blocks known by hash that have to be fetched from a peer
 * @param votesLost whether what was promised may be lost with what is damaged
 */
public record Verification(
        Identity identity, int segments, int archived, List<Snapshot> snapshots, long sizeBytes,
        long start, long tip, Hash tipHash, long decided, Ballot promised, Ballot accepted,
        boolean doubtful, long tornBytes, int damagedCopies, List<Damage> damages,
        List<Missing> missing, boolean votesLost) {
    public boolean sound() {
        return damages.isEmpty();
    }

    static Verification of(Volume volume, Path directory) throws ChainException {
        Identity identity = IdentityFile.read(volume, directory);
        Snapshots snapshots = Snapshots.of(volume, directory, identity);
        Scan scan = Scan.of(volume, directory, identity);
        Snapshot newest = snapshots.newest();
        if (newest != null) {
            scan.above(newest.height(), newest.hash());
        }
        List<Damage> damages = new ArrayList<>(snapshots.damages());
        damages.addAll(scan.gaps.damages());
        Held held = scan.held;
        long below = newest == null ? 0 : newest.height();
        if (held.start - 1 > below) {
            damages.add(Opening.noSnapshot(directory, newest, held));
        }
        try {
            Path archive = directory.resolve(Layout.ARCHIVE);
            int archived = volume.exists(archive)
                    ? Layout.segments(volume, archive).size() : 0;
            boolean doubtful = held.doubtful || DoubtFile.read(volume, directory) != null;
            return new Verification(identity, scan.segments.count(), archived, snapshots.sound(),
                    scan.fileBytes, held.start, held.tip, held.tipHash, held.decided,
                    held.promised, held.accepted, doubtful, scan.tornBytes, scan.damagedCopies,
                    damages, new Mending(scan, newest).missing(), !scan.gaps.ballotsIntact());
        } catch (IOException e) {
            throw new ChainException("can't read " + directory + ": " + e.getMessage()
                    + "; look at the disk, then start the node again", e);
        }
    }
}
