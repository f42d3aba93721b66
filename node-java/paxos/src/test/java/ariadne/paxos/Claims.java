package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/**
 * What disks back: "under this ballot I hold this block". The judge of the model: chosen is what
 * the disks of a majority of the ballot's era back under one ballot, at the same time or not; no
 * replica is asked.
 */
final class Claims {
    /** One block under one ballot. */
    private record Claim(Ballot ballot, long height, Hash hash) {}

    private final List<Membership> eras;
    private final List<Claim> claims = new ArrayList<>();
    /** Claims of each era, as bits. */
    private final long[] ofEra;

    Claims(List<Membership> eras) {
        this.eras = eras;
        this.ofEra = new long[eras.size()];
    }

    /**
     * Bits of the claims that a disk backs. A disk that promised more than it accepted may be in
     * the middle of a sync: its chain is no longer that of its accepted ballot. So may one that is
     * in doubt.
     */
    long of(Disk disk) {
        if (disk.accepted().equals(Ballot.ZERO) || disk.promised().above(disk.accepted())
                || disk.doubt() > 0) {
            return 0;
        }
        long mask = 0;
        for (Block block : disk.chain()) {
            mask |= 1L << number(new Claim(disk.accepted(), block.height(), block.hash()));
        }
        return mask;
    }

    private int number(Claim claim) {
        int number = claims.indexOf(claim);
        if (number < 0) {
            number = claims.size();
            claims.add(claim);
            if (number > 63) {
                throw new IllegalStateException("more than 64 claims");
            }
            if (claim.ballot.era() < ofEra.length) { // Else of an era that only a mutant knows.
                ofEra[claim.ballot.era()] |= 1L << number;
            }
        }
        return number;
    }

    /** What a majority has ever backed; {@code votes[offset + n - 1]} is node n's. */
    long chosen(long[] votes, int offset) {
        long chosen = 0;
        for (Membership era : eras) {
            long[] backedBy = new long[era.majority() + 1];
            backedBy[0] = ofEra[era.era()];
            for (int member : era.members()) {
                for (int count = era.majority(); count > 0; count--) {
                    backedBy[count] |= backedBy[count - 1] & votes[offset + member - 1];
                }
            }
            chosen |= backedBy[era.majority()];
        }
        return chosen;
    }

    /** Two chosen blocks at one height, in words; null when there are none. */
    String disagreement(long chosen) {
        for (long i = chosen; i != 0; i &= i - 1) {
            Claim one = claims.get(Long.numberOfTrailingZeros(i));
            for (long j = i & i - 1; j != 0; j &= j - 1) {
                Claim other = claims.get(Long.numberOfTrailingZeros(j));
                if (one.height == other.height && !one.hash.equals(other.hash)) {
                    return "two chosen: " + one + " and " + other;
                }
            }
        }
        return null;
    }

    boolean contains(long chosen, Block block) {
        for (long i = chosen; i != 0; i &= i - 1) {
            Claim claim = claims.get(Long.numberOfTrailingZeros(i));
            if (claim.height == block.height() && claim.hash.equals(block.hash())) {
                return true;
            }
        }
        return false;
    }
}
