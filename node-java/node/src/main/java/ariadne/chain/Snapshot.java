package ariadne.chain;

import ariadne.paxos.Hash;
import java.util.Arrays;

/**
 * A snapshot file that was read to its end and is sound, or is on its way from a peer.
 *
 * @param height of the last block in it
 * @param hash of that block
 * @param membership of the members after that block, opaque here
 * @param sizeBytes of the whole file
 * @param digest SHA-256 over the whole file but for these 32 bytes, its last
 */
public record Snapshot(long height, Hash hash, byte[] membership, long sizeBytes, Hash digest) {
    /** Equal when the files are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot s && height == s.height && hash.equals(s.hash)
                && sizeBytes == s.sizeBytes && digest.equals(s.digest)
                && Arrays.equals(membership, s.membership);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "snapshot " + height + ":" + hash + " (" + sizeBytes + " bytes)";
    }
}
