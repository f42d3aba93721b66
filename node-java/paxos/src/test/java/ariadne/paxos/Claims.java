package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/**
 * What disks back: "under this ballot I hold this block". The judge of the model: chosen is what
 * the
 * disks of a majority back under one ballot, at the same time or not; no replica is asked.
 */
final class Claims {
    /** One block under one ballot. */
    private record Claim(Ballot ballot, long height, Hash hash) {}

    private final List<Claim> claims = new ArrayList<>();

    /**
     * Bits of the claims that a disk backs. A disk that promised more than it accepted may be in
     * the
     * middle of a sync: its chain is no longer that of its accepted ballot.
     */
    long of(Disk disk) {
        if (disk.accepted().equals(Ballot.ZERO) || disk.promised().above(disk.accepted())) {
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
        }
        return number;
    }

    static long chosen(long a, long b, long c) {
        return a & b | a & c | b & c;
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
