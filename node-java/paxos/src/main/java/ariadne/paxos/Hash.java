package ariadne.paxos;

/**
 * A 256-bit hash, big-endian in four words. The protocol compares hashes and never computes one.
 */
public record Hash(long a, long b, long c, long d) {
    /** The parent of nothing. */
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    /** Sixty-four hexadecimal digits. */
    public String hex() {
        return String.format("%016x%016x%016x%016x", a, b, c, d);
    }

    /** The first twelve hexadecimal digits, for people. */
    @Override
    public String toString() {
        return String.format("%016x", a).substring(0, 12);
    }
}
